use attuned_telemetry_rt::observed;
/// Finds a user, whom the
/// cache may have.
///
/// This is not shown.
fn find(user: &str) -> Option<u32> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
        ["attuned.store", "find", "attuned.store.find"],
        "Finds a user, whom the cache may have.",
        "macrotest086",
        &::attuned_telemetry_rt::__private::Returns::VALUE
            .settings()
            .buckets(&[100000u64, 1000000u64, 10000000u64]),
    );
    let mut __call = __OPERATION.start();
    let __value = ::attuned_telemetry_rt::__private::run(|| -> Option<u32> {
        user.parse().ok()
    });
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
    return __value;
}
fn count() {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
        ["attuned.store", "count", "attuned.store.count"],
        "",
        "macrotest086",
        &::attuned_telemetry_rt::__private::Returns::VALUE
            .settings()
            .exponential_buckets(),
    );
    let mut __call = __OPERATION.start();
    let __value = ::attuned_telemetry_rt::__private::run(|| -> () {});
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
}
fn main() {}
