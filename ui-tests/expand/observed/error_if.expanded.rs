use attuned_telemetry_rt::observed;
fn answer(path: &str) -> u16 {
    return ::attuned_telemetry_rt::__private::observe(
        {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                &__OPERATION,
                ["attuned.http", "answer", "attuned.http.answer"],
                "macrotest035",
            );
            __OPERATION.start()
        },
        || -> u16 { if path == "/" { 200 } else { 500 } },
        |__value, _| ::attuned_telemetry_rt::__private::error_if(
            __value,
            |status| *status >= 500,
            ::attuned_telemetry_rt::__private::returned(__value).error(),
        ),
    );
}
fn main() {}
