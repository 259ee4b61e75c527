use attuned_telemetry_rt::observed;
fn answer(path: &str) -> u16 {
    let mut __call = {
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
            ["attuned.http", "answer", "attuned.http.answer"],
            "macrotest089",
        );
        __OPERATION.start()
    };
    let __value = ::attuned_telemetry_rt::__private::run(|| -> u16 {
        if path == "/" { 200 } else { 500 }
    });
    __call
        .end(
            ::attuned_telemetry_rt::__private::error_if(
                &__value,
                |status| *status >= 500,
                ::attuned_telemetry_rt::__private::returned(&__value).error(),
            ),
        );
    return __value;
}
fn main() {}
