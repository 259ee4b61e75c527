use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
enum Backend {
    #[label(5)]
    Memory,
    #[label(disk)]
    Disk,
}

fn main() {}
