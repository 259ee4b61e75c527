use attuned_telemetry_rt::observed;
fn refuse(reason: &str) -> ! {
    {
        ::core::panicking::panic_fmt(format_args!("{0}", reason));
    }
}
fn main() {}
