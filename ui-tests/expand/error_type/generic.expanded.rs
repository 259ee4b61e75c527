use attuned_telemetry_rt::ErrorType;
enum Retried<'a, E: 'a, T, const N: usize>
where
    T: Send,
{
    #[error_type(transparent)]
    Last(&'a E),
    GaveUp([T; N]),
}
impl<'a, E: 'a, T, const N: usize> ::attuned_telemetry_rt::ErrorType
for Retried<'a, E, T, N>
where
    T: Send,
    &'a E: ::attuned_telemetry_rt::ErrorType,
{
    fn error_type(&self) -> &'static ::core::primitive::str {
        match *self {
            Self::Last { 0: ref __error } => {
                <&'a E as ::attuned_telemetry_rt::ErrorType>::error_type(__error)
            }
            Self::GaveUp { .. } => "gave_up",
        }
    }
}
fn main() {}
