use attuned_telemetry_rt::observed;
fn double(number: u32) -> u32 {
    let mut __call = {
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
            [
                "attuned.telemetry.ui.tests.tests",
                "double",
                "attuned.telemetry.ui.tests.tests.double",
            ],
            "macrotest125",
        );
        __OPERATION.start()
    };
    let __value = ::attuned_telemetry_rt::__private::run(|| -> u32 { number * 2 });
    __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
    return __value;
}
fn main() {}
