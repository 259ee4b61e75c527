use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum StoreError {
    #[error_type(transparent)]
    Disk { path: String, source: std::io::Error },
}

fn main() {}
