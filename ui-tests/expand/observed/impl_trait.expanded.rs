use attuned_telemetry_rt::observed;
fn axes<'a>(
    text: &'a str,
) -> Result<impl Iterator<Item = &'a str> + 'a, std::fmt::Error> {
    return ::attuned_telemetry_rt::__private::observe(
        {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                &__OPERATION,
                ["attuned.store", "axes", "attuned.store.axes"],
                "macrotest041",
            );
            __OPERATION.start()
        },
        || -> Result<_, std::fmt::Error> { Ok(text.split(',')) },
        |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
    );
}
fn main() {}
