use attuned_telemetry_rt::observed;
fn find(user: &str) -> Option<usize> {
    let mut __call = {
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
            ["attuned.store", "find", "attuned.store.find"],
            "macrotest116",
        );
        __OPERATION.start()
    };
    let __value = ::attuned_telemetry_rt::__private::run(|| -> Option<usize> {
        user.find('u')
    });
    __call
        .end(
            ::attuned_telemetry_rt::__private::ok_if(
                &__value,
                Option::is_some,
                ::attuned_telemetry_rt::__private::returned(&__value).error(),
            ),
        );
    return __value;
}
fn main() {}
