use attuned_telemetry_rt::observed;
fn answer(path: &str) -> u16 {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
        ["attuned.http", "answer", "attuned.http.answer"],
        "",
        "macrotest092",
        ::attuned_telemetry_rt::__private::Returns::RESULT,
    );
    let mut __call = __OPERATION.start();
    let __value = ::attuned_telemetry_rt::__private::run(|| -> u16 {
        if path == "/" { 200 } else { 500 }
    });
    __call
        .end(
            ::attuned_telemetry_rt::__private::error_if(
                &__value,
                |status| *status >= 500,
                ::attuned_telemetry_rt::__private::classify(&__value).error(),
            ),
        );
    return __value;
}
fn main() {}
