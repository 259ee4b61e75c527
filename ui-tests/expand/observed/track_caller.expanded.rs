use attuned_telemetry_rt::observed;
#[track_caller]
fn first(numbers: &[u8]) -> Result<u8, std::fmt::Error> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
        ["attuned.store", "first", "attuned.store.first"],
        "",
        "macrotest134",
        ::attuned_telemetry_rt::__private::Returns::RESULT,
    );
    let mut __call = ::attuned_telemetry_rt::__private::in_place(
        __OPERATION.start(),
        ::attuned_telemetry_rt::__private::return_type::<Result<u8, std::fmt::Error>>()
            .left_early(),
    );
    let __value: Result<u8, std::fmt::Error> = '__body: {
        if numbers.len() > 9 {
            break '__body Err(std::fmt::Error);
        }
        numbers.first().copied().ok_or(std::fmt::Error)
    };
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
    return __value;
}
fn main() {}
