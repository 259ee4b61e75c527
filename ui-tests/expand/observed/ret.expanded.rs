use std::fmt::Error;
use attuned_telemetry_rt::observed;
fn get(user: &str) -> Result<usize, Error> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
        ["attuned.store", "get", "attuned.store.get"],
        "",
        "macrotest122",
        &::attuned_telemetry_rt::__private::Returns::RESULT
            .settings()
            .slo(100000000u64, 99.9f64),
    );
    let mut __call = __OPERATION.start();
    let __value = ::attuned_telemetry_rt::__private::run(|| -> Result<usize, Error> {
        Ok(user.len())
    });
    let __failure = ::attuned_telemetry_rt::__private::classify(&__value).error();
    __call
        .ret(::attuned_telemetry_rt::__private::classify(&__value).success(), __failure);
    __call.end(__failure);
    return __value;
}
fn main() {}
