use std::fmt::Error;
use attuned_telemetry_rt::observed;
fn get(user: &str) -> Result<usize, Error> {
    let mut __call = {
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
            ["attuned.store", "get", "attuned.store.get"],
            "macrotest119",
            &::attuned_telemetry_rt::__private::Settings::new()
                .slo(100000000u64, 99.9f64),
        );
        __OPERATION.start()
    };
    let __value = ::attuned_telemetry_rt::__private::run(|| -> Result<usize, Error> {
        Ok(user.len())
    });
    let __failure = ::attuned_telemetry_rt::__private::returned(&__value).error();
    __call
        .ret(::attuned_telemetry_rt::__private::returned(&__value).success(), __failure);
    __call.end(__failure);
    return __value;
}
fn main() {}
