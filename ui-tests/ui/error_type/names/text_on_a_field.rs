use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum StoreError {
    Disk(#[error_type("disk")] std::io::Error),
}

fn main() {}
