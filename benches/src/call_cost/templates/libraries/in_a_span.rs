
// All calls are in one trace. Otherwise, each call is a trace of its own.
pub fn root() -> impl Sized {
    tracing::info_span!("root").entered()
}
