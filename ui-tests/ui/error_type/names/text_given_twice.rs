use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum StoreError {
    #[error_type("closed")]
    #[error_type("shut")]
    Closed,
}

fn main() {}
