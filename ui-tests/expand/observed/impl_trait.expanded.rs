use attuned_telemetry_rt::observed;
fn axes<'a>(
    text: &'a str,
) -> Result<impl Iterator<Item = &'a str> + 'a, std::fmt::Error> {
    ::attuned_telemetry_rt::__private::observe(
        {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                &__OPERATION,
                ["attuned.store", "axes", "attuned.store.axes"],
                "macrotest027",
            );
            __OPERATION.start()
        },
        move || -> Result<_, std::fmt::Error> { Ok(text.split(',')) },
        |value, _| ::attuned_telemetry_rt::__private::returned(value).error(),
    )
}
fn main() {}
