use attuned_telemetry_rt::observed;
fn open() {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
        ["attuned.store", "open", "open"],
        "",
        "macrotest113",
        &::attuned_telemetry_rt::__private::Returns::VALUE.settings().without_span(),
    );
    let mut __call = __OPERATION.start();
    let __value = ::attuned_telemetry_rt::__private::run(|| -> () {});
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
}
fn main() {}
