//! The open spans in places.

use std::num::NonZeroU64;

use tracing::Metadata;

use super::callsites;
use super::numbers::{Changes, Numbers};
use super::places::Places;
use crate::collect::batch::status::SpanStatus;
use crate::collect::open_spans::open_span::{OpenSpan, Use};
use crate::collect::open_spans::origin::{Kind, Origin};
use crate::core::clock::Started;
use crate::core::context::ids::SpanId;
use crate::core::context::packed::PackedContext;
use crate::core::verdict::outcome::Outcome;

const KINDS: [Kind; 4] = [Kind::Inner, Kind::Detached, Kind::Remote, Kind::Root];
const STATUSES: [SpanStatus; 3] = [SpanStatus::Unset, SpanStatus::Ok, SpanStatus::Error];

/// The number of bits of the kind, below those of the callsite.
const KIND_BITS: u32 = 2;

/// The bit of a trace that started in this process, between the kind and the callsite.
const OWN: u64 = 1 << KIND_BITS;

/// The number of bits below those of the callsite.
const CALLSITE_PLACE: u32 = KIND_BITS + 1;

/// The open spans of sampled traces that had no attributes when they were opened. Attributes, events and links that
/// they get later are elsewhere.
#[derive(Default)]
pub(crate) struct PlainSpans(Places);

impl PlainSpans {
    /// Adds a span. Returns `false` if there is no place for it.
    #[inline]
    pub(crate) fn add(&self, id: u64, origin: &Origin, metadata: &'static Metadata<'static>, started: Started) -> bool {
        let Some(callsite) = callsites::number(metadata) else { return false };
        let own = if origin.context.is_own { OWN } else { 0 };
        let numbers = Numbers {
            ids: origin.context.numbers(),
            parent: origin.parent.map_or(0, |parent| parent.number().get()),
            started: started.number(),
            what: (callsite as u64) << CALLSITE_PLACE | own | origin.kind as u64,
        };
        self.0.add(id, &numbers)
    }

    /// Whether there is a span.
    #[inline]
    pub(crate) fn has(&self, id: u64) -> bool {
        self.0.has(id)
    }

    /// Returns the ids of a span.
    pub(crate) fn context(&self, id: u64) -> Option<PackedContext> {
        context(&self.0.get(id)?)
    }

    /// Returns a span without its details, status and outcome.
    pub(crate) fn get(&self, id: u64) -> Option<OpenSpan> {
        open_span(&self.0.get(id)?)
    }

    /// Sets the status and the outcome of a span. Returns `false` if there is no such span.
    #[inline]
    pub(crate) fn set_status(&self, id: u64, status: Option<SpanStatus>, outcome: Option<Outcome>) -> bool {
        let status = status.map_or(0, |status| status as u8 + 1);
        let outcome = outcome.map_or(0, |outcome| outcome as u8 + 1);
        self.0.change(id, Changes { status, outcome })
    }

    /// Declares that there are details of a span elsewhere.
    pub(crate) fn add_details(&self, id: u64) {
        self.0.add_details(id);
    }

    /// Removes a span that is closed. Returns it, and whether there are details of it elsewhere.
    #[inline]
    pub(crate) fn remove(&self, id: u64) -> Option<(OpenSpan, bool)> {
        let (numbers, changes, has_details) = self.0.remove(id)?;
        let mut span = open_span(&numbers)?;
        span.set_status(changed(STATUSES, changes.status), changed(Outcome::ALL, changes.outcome));
        Some((span, has_details))
    }
}

#[inline]
fn context(numbers: &Numbers) -> Option<PackedContext> {
    PackedContext::of_numbers(numbers.ids, true, numbers.what & OWN != 0)
}

#[inline]
fn open_span(numbers: &Numbers) -> Option<OpenSpan> {
    let what = usize::try_from(numbers.what).ok()?;
    let origin = Origin {
        context: context(numbers)?,
        parent: NonZeroU64::new(numbers.parent).map(SpanId::of),
        kind: KINDS[what % KINDS.len()],
        parent_span: None,
    };
    let metadata = callsites::metadata(what >> CALLSITE_PLACE)?;
    Some(OpenSpan::new(&origin, metadata, Use::Recorded, Started::of_number(numbers.started)))
}

/// Returns the value that a number stands for. `None` if it was not set.
#[inline]
fn changed<T: Copy, const NUMBER: usize>(values: [T; NUMBER], number: u8) -> Option<T> {
    values.get(usize::from(number).checked_sub(1)?).copied()
}
