use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
struct Backend;

fn main() {}
