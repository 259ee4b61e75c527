use attuned_telemetry_rt::observed;
fn open() {
    let mut __call = {
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
            ["attuned.store", "open", "attuned.store.open"],
            "macrotest122",
            &::attuned_telemetry_rt::__private::Settings::new().without_metrics(),
        );
        __OPERATION.start()
    };
    let __value = ::attuned_telemetry_rt::__private::run(|| -> () {});
    __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
}
fn main() {}
