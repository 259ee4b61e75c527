// Fields and labels: 0

use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum Retried<'a, E: 'a, T, const N: usize>
where
    T: Send,
{
    #[error_type(transparent)]
    Last(&'a E),
    GaveUp([T; N]),
}

fn main() {}
