use attuned_telemetry_rt::audited;
fn compact() {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_AUDITED")]
    static __AUDITED: ::attuned_telemetry_rt::__private::AuditedFunction = ::attuned_telemetry_rt::__private::AuditedFunction::new(
        ["attuned.store.compact", "state_compacted", "macrotest011"],
        "",
    );
    let mut __call = ::attuned_telemetry_rt::__private::AuditedCall::start(
        __AUDITED.operation(),
        || ::attuned_telemetry_rt::__private::event("state_compacted").event_type(),
        |_| {},
    );
    let __value = ::attuned_telemetry_rt::__private::run(|| -> () {});
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
}
fn main() {}
