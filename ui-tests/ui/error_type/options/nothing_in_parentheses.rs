use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum StoreError {
    #[error_type]
    Closed,
    #[error_type()]
    Full,
}

fn main() {}
