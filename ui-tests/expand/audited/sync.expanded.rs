use attuned_telemetry_rt::audited;
fn delete(user: &str, reason: String) -> Result<(), std::fmt::Error> {
    ::attuned_telemetry_rt::__private::observe(
        ::attuned_telemetry_rt::__private::Record::start(
            "attuned.store.delete",
            || ::attuned_telemetry_rt::AuditEventType::StateDeleted,
            |record| {
                record.user_id = ::attuned_telemetry_rt::__private::captured(&user)
                    .text();
                record.source = ::attuned_telemetry_rt::__private::captured(&"admin")
                    .text();
                record["reason"] = ::attuned_telemetry_rt::__private::captured(
                        &reason.len(),
                    )
                    .value();
            },
        ),
        move || -> Result<(), std::fmt::Error> {
            if reason.is_empty() && user.is_empty() {
                Err(std::fmt::Error)
            } else {
                Ok(())
            }
        },
        |value, _| ::attuned_telemetry_rt::__private::returned(value).error(),
    )
}
fn main() {}
