use attuned_telemetry_rt::observed;
fn find(user: &str) -> Option<usize> {
    return ::attuned_telemetry_rt::__private::observe(
        {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                &__OPERATION,
                ["attuned.store", "find", "attuned.store.find"],
                "macrotest056",
            );
            __OPERATION.start()
        },
        || -> Option<usize> { user.find('u') },
        |__value, _| ::attuned_telemetry_rt::__private::ok_if(
            __value,
            Option::is_some,
            ::attuned_telemetry_rt::__private::returned(__value).error(),
        ),
    );
}
fn main() {}
