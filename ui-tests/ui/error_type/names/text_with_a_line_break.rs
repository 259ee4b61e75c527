use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum StoreError {
    #[error_type("not\nfound")]
    NotFound,
}

fn main() {}
