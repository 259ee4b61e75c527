use attuned_telemetry_rt::audited;
fn create(user: &str) -> Result<[String; 1], std::fmt::Error> {
    ::attuned_telemetry_rt::__private::observe(
        ::attuned_telemetry_rt::__private::Record::start(
            "attuned.store.create",
            || ::attuned_telemetry_rt::AuditEventType::StateCreated,
            |record| {
                record.user_id = ::attuned_telemetry_rt::__private::captured(&user)
                    .text();
            },
        ),
        move || -> Result<[String; 1], std::fmt::Error> { Ok([user.to_owned()]) },
        |value, record| {
            record
                .complete(
                    ::attuned_telemetry_rt::__private::returned(value).success(),
                    |value, record| {
                        record.axes_changed = ::attuned_telemetry_rt::__private::captured(
                                &::attuned_telemetry_rt::__private::ask(
                                    value,
                                    |axes| axes.iter(),
                                ),
                            )
                            .list();
                    },
                );
            ::attuned_telemetry_rt::__private::returned(value).error()
        },
    )
}
fn main() {}
