use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum StoreError {
    Both(#[error_type(transparent)] std::io::Error, #[error_type(transparent)] std::io::Error),
    #[error_type(transparent)]
    Twice(#[error_type(transparent)] std::io::Error),
}

fn main() {}
