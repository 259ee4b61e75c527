use attuned_telemetry_rt::observed;
fn find(user: &str) -> Option<usize> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
        ["attuned.store", "find", "attuned.store.find"],
        "",
        "macrotest119",
        ::attuned_telemetry_rt::__private::Returns::RESULT,
    );
    let mut __call = __OPERATION.start();
    let __value = ::attuned_telemetry_rt::__private::run(|| -> Option<usize> {
        user.find('u')
    });
    __call
        .end(
            ::attuned_telemetry_rt::__private::ok_if(
                &__value,
                Option::is_some,
                ::attuned_telemetry_rt::__private::classify(&__value).error(),
            ),
        );
    return __value;
}
fn main() {}
