use attuned_telemetry_rt::audited;
fn update(axes: &[&str]) -> usize {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_AUDITED")]
    static __AUDITED: ::attuned_telemetry_rt::__private::AuditedFunction = ::attuned_telemetry_rt::__private::AuditedFunction::new(
        ["attuned.store.update", "StateUpdated", "macrotest026"],
        "",
    );
    let mut __call = ::attuned_telemetry_rt::__private::AuditedCall::start(
        __AUDITED.operation(),
        || ::attuned_telemetry_rt::AuditEventType::StateUpdated,
        |__record| {
            __record.axes_changed = __record.capture(&axes).list();
            __record.only_if_changed();
        },
    );
    let __value = ::attuned_telemetry_rt::__private::run(|| -> usize { axes.len() });
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
    return __value;
}
fn main() {}
