use attuned_telemetry_rt::LabelValue;
#[label(crate = attuned_telemetry_rt)]
enum Never<const N: usize> {}
impl<const N: usize> attuned_telemetry_rt::LabelValue for Never<N> {
    const COUNT: ::core::primitive::usize = 0usize;
    fn index(&self) -> ::core::primitive::usize {
        match *self {}
    }
    fn as_str(&self) -> &'static ::core::primitive::str {
        match *self {}
    }
}
fn main() {}
