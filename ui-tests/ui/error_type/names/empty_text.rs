use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum StoreError {
    #[error_type("")]
    Closed,
}

fn main() {}
