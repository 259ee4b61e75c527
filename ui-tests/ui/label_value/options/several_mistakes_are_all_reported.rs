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

// Code that uses the type has no second error.
fn label(value: impl LabelValue) -> &'static str {
    value.as_str()
}

fn main() {
    label(Backend::Disk);
}
