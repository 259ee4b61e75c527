use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum StoreError {
    #[error_type("disk", transparent)]
    Disk(std::io::Error),
}

fn main() {}
