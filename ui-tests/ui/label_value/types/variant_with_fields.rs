use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
enum Backend {
    Memory,
    Disk(String),
    Remote { address: String },
}

fn main() {}
