// Fields and labels: 4

use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
enum Backend {
    Memory,
    RemoteDisk = 7,
    #[label("vectors")]
    Qdrant,
    r#type {},
}

fn main() {}
