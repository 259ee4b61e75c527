use attuned_telemetry_rt::audited;
struct Store;
trait Users {
    fn update(&self, user: &str) -> usize;
    fn delete(&self, user: &str, reason: &str) -> usize;
    fn len(&self) -> usize;
}
impl Users for Store {
    fn update(&self, user: &str) -> usize {
        return ::attuned_telemetry_rt::__private::observe(
            ::attuned_telemetry_rt::__private::Record::start(
                "attuned.store.update",
                || ::attuned_telemetry_rt::AuditEventType::StateUpdated,
                |__record| {
                    __record.user_id = __record.redact(&user).text();
                    __record.source = __record.capture(&"api").text();
                },
            ),
            || -> usize { user.len() },
            |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
        );
    }
    fn delete(&self, user: &str, reason: &str) -> usize {
        return ::attuned_telemetry_rt::__private::observe(
            ::attuned_telemetry_rt::__private::Record::start(
                "attuned.store.delete",
                || ::attuned_telemetry_rt::AuditEventType::StateDeleted,
                |__record| {
                    __record.user_id = __record.redact(&user).text();
                    __record.source = __record.capture(&"api").text();
                    __record["reason"] = __record.redact(&reason).value();
                },
            ),
            || -> usize { user.len() + reason.len() },
            |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
        );
    }
    fn len(&self) -> usize {
        0
    }
}
fn main() {}
