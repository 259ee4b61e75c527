use attuned_telemetry_rt::audited;
fn create(user: &str) -> Result<[String; 1], std::fmt::Error> {
    return ::attuned_telemetry_rt::__private::observe(
        ::attuned_telemetry_rt::__private::Record::start(
            "attuned.store.create",
            || ::attuned_telemetry_rt::AuditEventType::StateCreated,
            |__record| {
                __record.user_id = __record.capture(&user).text();
            },
        ),
        || -> Result<[String; 1], std::fmt::Error> { Ok([user.to_owned()]) },
        |__value, __record| {
            __record
                .complete(
                    ::attuned_telemetry_rt::__private::returned(__value).success(),
                    ::attuned_telemetry_rt::__private::returned(__value).error(),
                    |__value, __record| {
                        __record.axes_changed = __record
                            .capture(&__record.ask(__value, |axes| axes.iter()))
                            .list();
                    },
                )
        },
    );
}
fn main() {}
