use attuned_telemetry_rt::LabelValue;
enum Backend {
    Memory,
    RemoteDisk = 7,
    #[label("vectors")]
    Qdrant,
    r#type {},
}
fn main() {}
