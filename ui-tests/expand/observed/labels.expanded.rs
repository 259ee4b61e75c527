use attuned_telemetry_rt::observed;
const KIND: &str = "snapshot";
fn put_state() {
    let mut __call = {
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
            ["attuned.telemetry.ui.tests.tests", "put_state", "attuned.http.state"],
            "macrotest104",
            &::attuned_telemetry_rt::__private::Settings::new()
                .metrics("attuned_http_request")
                .without_operation_label()
                .labels(&[("path", "/state/{user}"), ("kind", KIND)]),
        );
        __OPERATION.start()
    };
    let __value = ::attuned_telemetry_rt::__private::run(|| -> () {});
    __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
}
fn main() {}
