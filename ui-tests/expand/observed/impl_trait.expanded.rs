use attuned_telemetry_rt::observed;
fn axes<'a>(
    text: &'a str,
) -> Result<impl Iterator<Item = &'a str> + 'a, std::fmt::Error> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
        ["attuned.store", "axes", "attuned.store.axes"],
        "",
        "macrotest101",
        ::attuned_telemetry_rt::__private::Returns::RESULT,
    );
    let mut __call = __OPERATION.start();
    let __value = ::attuned_telemetry_rt::__private::run(|| -> Result<
        _,
        std::fmt::Error,
    > { Ok(text.split(',')) });
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
    return __value;
}
fn main() {}
