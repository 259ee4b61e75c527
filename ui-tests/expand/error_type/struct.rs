// Fields and labels: 0

use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
struct DecodeError {
    position: usize,
}

#[derive(ErrorType)]
#[error_type(transparent)]
struct Wrapped(DecodeError);

fn main() {}
