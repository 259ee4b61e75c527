use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
enum Backend {
    #[label("in\tmemory")]
    Memory,
}

fn main() {}
