use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
#[error_type("store", transparent)]
enum StoreError {
    Disk(std::io::Error),
}

fn main() {}
