use attuned_telemetry_rt::audited;
struct Store;
trait Users {
    fn update(&self, user: &str) -> usize;
    fn delete(&self, user: &str, reason: &str) -> usize;
    fn len(&self) -> usize;
}
impl Users for Store {
    fn update(&self, user: &str) -> usize {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_AUDITED")]
        static __AUDITED: ::attuned_telemetry_rt::__private::AuditedFunction = ::attuned_telemetry_rt::__private::AuditedFunction::new(
            ["attuned.store.update", "StateUpdated", "macrotest062"],
            "",
        );
        let mut __call = ::attuned_telemetry_rt::__private::AuditedCall::start(
            __AUDITED.operation(),
            || ::attuned_telemetry_rt::AuditEventType::StateUpdated,
            |__record| {
                __record.user_id = __record.redact(&user).text();
                __record.source = __record.capture(&"api").text();
            },
        );
        let __value = ::attuned_telemetry_rt::__private::run(|| -> usize { user.len() });
        __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
        return __value;
    }
    fn delete(&self, user: &str, reason: &str) -> usize {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_AUDITED")]
        static __AUDITED: ::attuned_telemetry_rt::__private::AuditedFunction = ::attuned_telemetry_rt::__private::AuditedFunction::new(
            ["attuned.store.delete", "StateDeleted", "macrotest062"],
            "",
        );
        let mut __call = ::attuned_telemetry_rt::__private::AuditedCall::start(
            __AUDITED.operation(),
            || ::attuned_telemetry_rt::AuditEventType::StateDeleted,
            |__record| {
                __record.user_id = __record.redact(&user).text();
                __record.source = __record.capture(&"api").text();
                __record["reason"] = __record.redact(&reason).value();
            },
        );
        let __value = ::attuned_telemetry_rt::__private::run(|| -> usize {
            user.len() + reason.len()
        });
        __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
        return __value;
    }
    fn len(&self) -> usize {
        0
    }
}
fn main() {}
