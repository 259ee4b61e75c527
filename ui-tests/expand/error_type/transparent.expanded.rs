use attuned_telemetry_rt::ErrorType;
enum StoreError {
    #[error_type(transparent)]
    Disk(std::io::Error),
    Corrupt { path: String, #[error_type(transparent)] cause: Box<StoreError> },
}
impl ::attuned_telemetry_rt::ErrorType for StoreError {
    fn error_type(&self) -> &'static ::core::primitive::str {
        match *self {
            Self::Disk { 0: ref __error } => {
                <std::io::Error as ::attuned_telemetry_rt::ErrorType>::error_type(
                    __error,
                )
            }
            Self::Corrupt { cause: ref __error, .. } => {
                <Box<
                    StoreError,
                > as ::attuned_telemetry_rt::ErrorType>::error_type(__error)
            }
        }
    }
}
fn main() {}
