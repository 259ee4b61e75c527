use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
#[label(crate_ = attuned_telemetry_rt)]
enum Backend {
    #[label(rename = "ram")]
    Memory,
    #[label(txt = "file")]
    Disk,
}

fn main() {}
