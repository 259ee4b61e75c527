use attuned_telemetry_rt::LabelValue;
#[label(crate = attuned_telemetry_rt)]
enum Never<const N: usize> {}
fn main() {}
