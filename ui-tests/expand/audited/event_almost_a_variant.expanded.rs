use attuned_telemetry_rt::audited;
#[allow(non_upper_case_globals)]
const StateUpdate: &str = "state_update";
fn update() {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_AUDITED")]
    static __AUDITED: ::attuned_telemetry_rt::__private::AuditedFunction = ::attuned_telemetry_rt::__private::AuditedFunction::new(
        ["attuned.store.update", "StateUpdate", "macrotest008"],
        "",
    );
    let mut __call = ::attuned_telemetry_rt::__private::AuditedCall::start(
        __AUDITED.operation(),
        || {
            use ::attuned_telemetry_rt::__private::event_variants::*;
            ::attuned_telemetry_rt::__private::event(StateUpdate).event_type()
        },
        |_| {},
    );
    let __value = ::attuned_telemetry_rt::__private::run(|| -> () {});
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
}
fn main() {}
