use attuned_telemetry_rt::observed;
fn answer(path: &str) -> u16 {
    ::attuned_telemetry_rt::__private::observe(
        {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                &__OPERATION,
                ["attuned.http", "answer", "attuned.http.answer"],
                "macrotest023",
            );
            __OPERATION.start()
        },
        move || -> u16 { if path == "/" { 200 } else { 500 } },
        |value, _| ::attuned_telemetry_rt::__private::error_if(
            value,
            |status| *status >= 500,
            ::attuned_telemetry_rt::__private::returned(value).error(),
        ),
    )
}
fn main() {}
