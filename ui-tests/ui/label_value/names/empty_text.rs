use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
enum Backend {
    #[label("")]
    Memory,
}

fn main() {}
