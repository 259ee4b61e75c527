use attuned_telemetry_rt::observed;
fn refuse(reason: &str) -> ! {
    let mut __call = {
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
            ["attuned.store", "refuse", "attuned.store.refuse"],
            "macrotest113",
        );
        __OPERATION.start()
    };
    let __value = ::attuned_telemetry_rt::__private::run(|| -> ::attuned_telemetry_rt::__private::Never {
        {
            ::core::panicking::panic_fmt(format_args!("{0}", reason));
        }
    });
    __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
    match __value {}
}
fn main() {}
