use attuned_telemetry_rt::audited;
fn update(user: &str, axes: &[&str], email: String) -> Result<usize, std::fmt::Error> {
    return ::attuned_telemetry_rt::__private::observe(
        ::attuned_telemetry_rt::__private::Record::start(
            "attuned.store.update",
            || ::attuned_telemetry_rt::AuditEventType::StateUpdated,
            |__record| {
                __record.user_id = __record.redact(&user).text();
                __record.axes_changed = __record.redact(&axes).list();
                __record["email"] = __record.redact(&email).value();
            },
        ),
        || -> Result<usize, std::fmt::Error> {
            Ok(user.len() + axes.len() + email.len())
        },
        |__value, __record| {
            __record
                .complete(
                    ::attuned_telemetry_rt::__private::returned(__value).success(),
                    ::attuned_telemetry_rt::__private::returned(__value).error(),
                    |__value, __record| {
                        __record["token"] = __record
                            .redact(&__record.ask(__value, |token| token))
                            .value();
                    },
                )
        },
    );
}
fn main() {}
