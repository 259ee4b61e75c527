use attuned_telemetry_rt::ErrorType;
struct DecodeError {
    position: usize,
}
#[error_type(transparent)]
struct Wrapped(DecodeError);
fn main() {}
