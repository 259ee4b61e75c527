use attuned_telemetry_rt::observed;
fn open() {
    ::attuned_telemetry_rt::__private::observe(
        {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
                &__OPERATION,
                ["attuned.store", "open", "open"],
                "macrotest050",
                ::attuned_telemetry_rt::__private::Settings::new().without_span(),
            );
            __OPERATION.start()
        },
        || -> () {},
        |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
    )
}
fn main() {}
