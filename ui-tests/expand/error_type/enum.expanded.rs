use attuned_telemetry_rt::ErrorType;
enum StoreError {
    NotFound { user: String },
    #[error_type("full")]
    QuotaExceeded,
    Refused(u16),
}
impl ::attuned_telemetry_rt::ErrorType for StoreError {
    fn error_type(&self) -> &'static ::core::primitive::str {
        match *self {
            Self::NotFound { .. } => "not_found",
            Self::QuotaExceeded => "full",
            Self::Refused { .. } => "refused",
        }
    }
}
fn main() {}
