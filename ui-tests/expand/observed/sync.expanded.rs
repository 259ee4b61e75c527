use attuned_telemetry_rt::observed;
fn double(number: u32) -> u32 {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
        [
            "attuned.telemetry.ui.tests.tests",
            "double",
            "attuned.telemetry.ui.tests.tests.double",
        ],
        "",
        "macrotest131",
        ::attuned_telemetry_rt::__private::Returns::VALUE,
    );
    let mut __call = __OPERATION.start();
    let __value = ::attuned_telemetry_rt::__private::run(|| -> u32 { number * 2 });
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
    return __value;
}
fn main() {}
