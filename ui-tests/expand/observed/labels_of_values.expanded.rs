use attuned_telemetry_rt::observed;
fn get(cached: bool) -> Option<u32> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
        [
            "attuned.telemetry.ui.tests.tests",
            "get",
            "attuned.telemetry.ui.tests.tests.get",
        ],
        "",
        "macrotest110",
        &::attuned_telemetry_rt::__private::Returns::VALUE
            .settings()
            .labels(&[("path", "/state")])
            .labels_of_arguments(&["cached"])
            .labels_of_returned(&["hit"]),
    );
    let mut __call = __OPERATION.label("cached", &cached).node().start();
    let __value = ::attuned_telemetry_rt::__private::run(|| -> Option<u32> {
        cached.then_some(1)
    });
    let __failure = ::attuned_telemetry_rt::__private::classify(&__value).error();
    __call.label("hit", &__value, |found| found.is_some());
    __call.end(__failure);
    return __value;
}
fn main() {}
