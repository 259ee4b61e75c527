use attuned_telemetry_rt::audited;
fn create(user: &str) -> Result<[String; 1], std::fmt::Error> {
    return ::attuned_telemetry_rt::__private::observe(
        ::attuned_telemetry_rt::__private::Record::start(
            "attuned.store.create",
            || ::attuned_telemetry_rt::AuditEventType::StateCreated,
            |__record| {
                __record.user_id = ::attuned_telemetry_rt::__private::captured(&user)
                    .text();
            },
        ),
        move || -> Result<[String; 1], std::fmt::Error> { Ok([user.to_owned()]) },
        |__value, __record| {
            __record
                .complete(
                    ::attuned_telemetry_rt::__private::returned(__value).success(),
                    |__value, __record| {
                        __record.axes_changed = ::attuned_telemetry_rt::__private::captured(
                                &::attuned_telemetry_rt::__private::ask(
                                    __value,
                                    |axes| axes.iter(),
                                ),
                            )
                            .list();
                    },
                );
            ::attuned_telemetry_rt::__private::returned(__value).error()
        },
    );
}
fn main() {}
