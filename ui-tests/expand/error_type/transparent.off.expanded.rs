use attuned_telemetry_rt::ErrorType;
enum StoreError {
    #[error_type(transparent)]
    Disk(std::io::Error),
    Corrupt { path: String, #[error_type(transparent)] cause: Box<StoreError> },
}
fn main() {}
