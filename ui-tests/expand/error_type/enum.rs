// Fields and labels: 0

use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum StoreError {
    NotFound { user: String },
    #[error_type("full")]
    QuotaExceeded,
    Refused(u16),
}

fn main() {}
