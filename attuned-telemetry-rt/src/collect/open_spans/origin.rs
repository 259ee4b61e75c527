//! Where a span belongs.

use crate::core::context::ids::SpanId;
use crate::core::context::packed::PackedContext;

/// The ids of a span that is created, and its parent.
#[derive(Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) context: PackedContext,
    pub(crate) parent: Option<SpanId>,
    pub(crate) kind: Kind,
    /// The open span that is the parent.
    pub(crate) parent_span: Option<u64>,
}

/// Where the parent of a span is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// In this process, so the span is not the outermost one of its trace here.
    Inner,
    /// In this process, but a keep rule decides about this span and not about the parent.
    Detached,
    /// In another process.
    Remote,
    /// Nowhere: the span starts a trace, or its parent is not collected.
    Root,
}
