use attuned_telemetry_rt::observed;
fn double(number: u32) -> u32 {
    return ::attuned_telemetry_rt::__private::observe(
        {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                &__OPERATION,
                [
                    "attuned.telemetry.ui.tests.tests",
                    "double",
                    "attuned.telemetry.ui.tests.tests.double",
                ],
                "macrotest062",
            );
            __OPERATION.start()
        },
        || -> u32 { number * 2 },
        |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
    );
}
fn main() {}
