use attuned_telemetry_rt::observed;
const KIND: &str = "snapshot";
fn put_state() {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
        ["attuned.telemetry.ui.tests.tests", "put_state", "attuned.http.state"],
        "",
        "macrotest107",
        &::attuned_telemetry_rt::__private::Returns::VALUE
            .settings()
            .metrics("attuned_http_request")
            .without_operation_label()
            .labels(&[("path", "/state/{user}"), ("kind", KIND)]),
    );
    let mut __call = __OPERATION.start();
    let __value = ::attuned_telemetry_rt::__private::run(|| -> () {});
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
}
fn main() {}
