//! How far callers are trusted.

/// How far the callers of a server are trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Callers {
    /// Traces are continued, and baggage is accepted if its keys are.
    #[default]
    Trusted,
    /// Traces are continued, and baggage is ignored.
    Untrusted,
    /// Each request starts a new trace, and baggage is ignored. The first span of the new trace has a link to
    /// [`CarriedContext::caller`](crate::propagation::CarriedContext::caller), the caller's place in its own trace.
    UntrustedWithNewTraces,
}
