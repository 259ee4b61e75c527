use attuned_telemetry_rt::observed;
async fn compact() {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
        ["attuned.store", "compact", "attuned.store.compact"],
        "",
        "macrotest104",
        &::attuned_telemetry_rt::__private::Returns::ASYNC_VALUE.settings().in_flight(),
    );
    let mut __call = __OPERATION.start();
    let __alongside = __call.in_flight();
    let __value = __call
        .run_future(async move {
            if false {
                return ::attuned_telemetry_rt::__private::never::<()>();
            }
            if false { loop {} } else {}
        })
        .await;
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
}
fn main() {}
