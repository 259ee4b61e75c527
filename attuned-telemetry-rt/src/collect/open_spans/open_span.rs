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
    /// `None` if only the layer `TraceIds` has seen the span.
    pub(crate) collected: Option<Collected>,
    pub(crate) kind: Kind,
    pub(crate) status: SpanStatus,
    /// The outcome of an annotated call. It is not among the attributes, so that most calls need none.
    pub(crate) outcome: Option<Outcome>,
}

/// What is collected of an open span.
pub(crate) struct Collected {
    pub(crate) metadata: &'static Metadata<'static>,
    pub(crate) started: Started,
    /// Whether the span becomes a record when it is closed.
    pub(crate) is_recorded: bool,
    /// What only some spans have.
    pub(crate) extra: Option<Box<Extra>>,
}

impl OpenSpan {
    pub(crate) fn new(origin: Origin, collected: Option<Collected>) -> Self {
        let Origin { context, parent, kind, .. } = origin;
        Self { context, parent, collected, kind, status: SpanStatus::Unset, outcome: None }
    }

    /// Puts the span into a box.
    pub(super) fn boxed(self) -> Box<Self> {
        let empty = EMPTY.try_with(|empty| empty.try_borrow_mut().ok()?.pop()).ok().flatten();
        match empty {
            Some(mut place) => {
                *place = self;
                place
            }
            None => Box::new(self),
        }
    }

    /// Keeps the box for another span.
    pub(crate) fn recycle(mut self: Box<Self>) {
        if let Some(extra) = self.collected.take().and_then(|collected| collected.extra) {
            extra.recycle();
        }
        let _ = EMPTY.try_with(|empty| match empty.try_borrow_mut() {
            Ok(mut empty) if empty.len() < MAX_EMPTY => empty.push(self),
            _ => {}
        });
    }

    /// Takes over what another layer of the same subscriber knows of the span. Returns the rest.
    pub(super) fn complete(&mut self, mut other: Box<Self>) -> Option<Box<Self>> {
        if self.collected.is_none() {
            self.collected = other.collected.take();
            (self.status, self.outcome) = (other.status, other.outcome);
        }
        Some(other)
    }

    /// Whether the span becomes a record when it is closed.
    pub(crate) fn is_recorded(&self) -> bool {
        self.collected.as_ref().is_some_and(|collected| collected.is_recorded)
    }

    /// Records fields.
    pub(crate) fn record(&mut self, fields: &Fields) {
        self.status = fields.status.unwrap_or(self.status);
        self.outcome = fields.outcome.or(self.outcome);
        if !fields.attributes.is_empty() || fields.left_out != 0 {
            self.extra().into_iter().for_each(|extra| extra.record(fields));
        }
    }

    /// The part that only some spans have, if the span becomes a record.
    pub(crate) fn extra(&mut self) -> Option<&mut Extra> {
        let collected = self.collected.as_mut().filter(|collected| collected.is_recorded)?;
        Some(collected.extra.get_or_insert_with(Extra::empty))
    }
}
