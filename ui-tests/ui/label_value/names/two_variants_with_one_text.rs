use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
enum Backend {
    RemoteDisk,
    #[label("remote_disk")]
    Network,
    #[label("file")]
    Disk,
    File,
}

fn main() {}
