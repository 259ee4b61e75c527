//! The results of calls.

/// What the result of a call says about the backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CallOutcome {
    /// The backend did what it was asked for.
    Success,
    /// The backend did not answer, or asked for fewer calls: a broken connection, a timeout, an overload.
    Failure,
    /// The backend answered, but the call was wrong: a permanent error, or an error of a setting. It is neither a
    /// success nor a failure, so it is not part of the window, and does not end a row of failures. A probe with this
    /// outcome counts as a successful one: it shows that the backend can be reached, and that is what probes are for.
    Ignored,
}
