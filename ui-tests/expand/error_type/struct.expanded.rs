use attuned_telemetry_rt::ErrorType;
struct DecodeError {
    position: usize,
}
impl ::attuned_telemetry_rt::ErrorType for DecodeError {
    fn error_type(&self) -> &'static ::core::primitive::str {
        "decode_error"
    }
}
#[error_type(transparent)]
struct Wrapped(DecodeError);
impl ::attuned_telemetry_rt::ErrorType for Wrapped {
    fn error_type(&self) -> &'static ::core::primitive::str {
        <DecodeError as ::attuned_telemetry_rt::ErrorType>::error_type(&self.0)
    }
}
fn main() {}
