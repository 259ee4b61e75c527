use attuned_telemetry_rt::observed;
fn refuse(reason: &str) -> ! {
    match ::attuned_telemetry_rt::__private::observe(
        {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                &__OPERATION,
                ["attuned.store", "refuse", "attuned.store.refuse"],
                "macrotest053",
            );
            __OPERATION.start()
        },
        || -> ::attuned_telemetry_rt::__private::Never {
            {
                ::core::panicking::panic_fmt(format_args!("{0}", reason));
            }
        },
        |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
    ) {}
}
fn main() {}
