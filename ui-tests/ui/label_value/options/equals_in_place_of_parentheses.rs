use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
enum Backend {
    #[label = "ram"]
    Memory,
}

fn main() {}
