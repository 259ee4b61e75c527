use attuned_telemetry_rt::observed;
fn open() {
    ::attuned_telemetry_rt::__private::observe(
        {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with(
                &__OPERATION,
                ["attuned.store", "open", "attuned.store.open"],
                "macrotest039",
                ::attuned_telemetry_rt::__private::Settings::new().without_metrics(),
            );
            __OPERATION.start()
        },
        move || -> () {},
        |value, _| ::attuned_telemetry_rt::__private::returned(value).error(),
    )
}
fn main() {}
