use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
#[label("backend")]
enum Backend {
    Memory,
}

fn main() {}
