use attuned_telemetry_rt::observed;
#[allow(clippy::infinite_loop)]
fn refuse(reason: &str) -> ! {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
        ["attuned.store", "refuse", "attuned.store.refuse"],
        "",
        "macrotest116",
        ::attuned_telemetry_rt::__private::Returns::NEVER,
    );
    let mut __call = __OPERATION.start();
    let __value = ::attuned_telemetry_rt::__private::run(|| -> ::attuned_telemetry_rt::__private::Never {
        {
            ::core::panicking::panic_fmt(format_args!("{0}", reason));
        }
    });
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
    match __value {}
}
fn main() {}
