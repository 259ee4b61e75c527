use attuned_telemetry_rt::ErrorType;
enum Retried<'a, E: 'a, T, const N: usize>
where
    T: Send,
{
    #[error_type(transparent)]
    Last(&'a E),
    GaveUp([T; N]),
}
fn main() {}
