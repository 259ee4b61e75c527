//! An open span.

use std::cell::RefCell;

use tracing::Metadata;

use super::extra::Extra;
use super::origin::{Kind, Origin};
use crate::collect::attributes::visitor::Fields;
use crate::collect::batch::status::SpanStatus;
use crate::core::clock::Started;
use crate::core::context::ids::SpanId;
use crate::core::context::packed::PackedContext;
use crate::core::verdict::outcome::Outcome;

/// The maximum number of boxes that a thread keeps.
const MAX_EMPTY: usize = 64;

thread_local! {
    #[expect(clippy::vec_box, reason = "the boxes leave the list one by one")]
    /// Boxes of closed spans, so that nothing is allocated in the steady state.
    static EMPTY: RefCell<Vec<Box<OpenSpan>>> = const { RefCell::new(Vec::new()) };
}

/// An open span: its ids, and what is collected of it.
pub(crate) struct OpenSpan {
    pub(crate) context: PackedContext,
    pub(crate) parent: Option<SpanId>,
    pub(crate) metadata: &'static Metadata<'static>,
    /// When it was opened. Not known unless it is recorded.
    pub(crate) started: Started,
    /// What only some spans have.
    pub(crate) extra: Option<Box<Extra>>,
    pub(crate) kind: Kind,
    pub(crate) use_of: Use,
    pub(crate) status: SpanStatus,
    /// The outcome of an annotated call. It is not among the attributes, so that most calls need none.
    pub(crate) outcome: Option<Outcome>,
}

/// What becomes of a span.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Use {
    /// Only the layer `TraceIds` has seen the span.
    Ids,
    /// The collector has seen it, but its trace is not collected.
    Unsampled,
    /// The span becomes a record when it is closed.
    Recorded,
}

impl OpenSpan {
    #[inline]
    pub(crate) fn new(origin: &Origin, metadata: &'static Metadata<'static>, use_of: Use, started: Started) -> Self {
        let Origin { context, parent, kind, .. } = *origin;
        let (status, outcome) = (SpanStatus::Unset, None);
        Self { context, parent, metadata, started, extra: None, kind, use_of, status, outcome }
    }

    /// Puts the span into a box.
    #[inline]
    pub(super) fn boxed(self) -> Box<Self> {
        let empty = EMPTY.try_with(|empty| empty.try_borrow_mut().ok()?.pop()).ok().flatten();
        match empty {
            Some(mut place) => {
                // Nothing leaks, because the rest of the box is empty.
                std::mem::forget(std::mem::replace(&mut *place, self));
                place
            }
            None => Box::new(self),
        }
    }

    /// Keeps the box for another span.
    #[inline]
    pub(crate) fn recycle(mut self: Box<Self>) {
        if let Some(extra) = self.extra.take() {
            extra.recycle();
        }
        let _ = EMPTY.try_with(|empty| match empty.try_borrow_mut() {
            Ok(mut empty) if empty.len() < MAX_EMPTY => empty.push(self),
            _ => {}
        });
    }

    /// Takes over what the collector knows of a span that the layer `TraceIds` has added.
    #[cold]
    pub(super) fn complete(&mut self, other: &mut Self) {
        if self.use_of == Use::Ids {
            (self.use_of, self.started) = (other.use_of, other.started);
            (self.kind, self.status, self.outcome) = (other.kind, other.status, other.outcome);
            self.extra = other.extra.take();
        }
    }

    /// Records fields.
    pub(crate) fn record(&mut self, fields: &Fields) {
        self.set_status(fields.status, fields.outcome);
        if fields.has_attributes() {
            self.extra().into_iter().for_each(|extra| extra.record(fields));
        }
    }

    #[inline]
    pub(crate) fn set_status(&mut self, status: Option<SpanStatus>, outcome: Option<Outcome>) {
        self.status = status.unwrap_or(self.status);
        self.outcome = outcome.or(self.outcome);
    }

    /// The part that only some spans have, if the span becomes a record.
    pub(crate) fn extra(&mut self) -> Option<&mut Extra> {
        (self.use_of == Use::Recorded).then(|| &mut **self.extra.get_or_insert_with(Extra::empty))
    }
}
