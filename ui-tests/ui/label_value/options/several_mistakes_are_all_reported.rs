use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
enum Backend {
    Memory(u32),
    #[label("", 5)]
    Disk,
    #[label]
    Remote,
    #[label("cloud" text = "sky")]
    Cloud,
    #[label("vectors", "qdrant")]
    Qdrant,
}

// There is no second error where the mistaken type is used.
fn label(value: impl LabelValue) -> &'static str {
    value.as_str()
}

fn main() {
    label(Backend::Disk);
}
