// Fields and labels: 0

use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
#[label(crate = attuned_telemetry_rt)]
enum Never<const N: usize> {}

fn main() {}
