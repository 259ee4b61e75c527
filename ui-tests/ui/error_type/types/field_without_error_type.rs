use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum StoreError {
    #[error_type(transparent)]
    Format(std::fmt::Error),
    #[error_type(transparent)]
    Decode { cause: Box<DecodeError> },
}

#[derive(ErrorType)]
#[error_type(transparent)]
struct Wrapped(Box<dyn std::error::Error>);

struct DecodeError;

fn main() {}
