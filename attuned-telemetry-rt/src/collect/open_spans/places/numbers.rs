//! What is known of a span in a place, as numbers.

/// What does not change while the span is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Numbers {
    /// The trace id in two halves, and the span id.
    pub(crate) ids: [u64; 3],
    /// The span id of the parent, or 0.
    pub(crate) parent: u64,
    pub(crate) started: u64,
    /// The kind, whether the trace started in this process, and the callsite.
    pub(crate) what: u64,
}

/// What changes while the span is open. 0 if it was not set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Changes {
    pub(crate) status: u8,
    pub(crate) outcome: u8,
}
