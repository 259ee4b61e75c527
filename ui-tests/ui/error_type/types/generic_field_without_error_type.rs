use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum Retried<E> {
    #[error_type(transparent)]
    Last(E),
}

struct DecodeError;

fn main() {
    Retried::Last(DecodeError).error_type();
}
