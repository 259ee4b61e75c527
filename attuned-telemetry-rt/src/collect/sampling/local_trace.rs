//! The spans of a trace in this process, until a keep rule decides about them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::keep_rules;
use crate::collect::batch::record::SpanRecord;
use crate::collect::batch::span_batch::{Details, SpanBatch};

/// The maximum number of spans that wait for the decision about one trace.
const MAX_SPANS: usize = 10_000;

/// The maximum memory of all spans in this process that wait for a decision, in bytes.
const MAX_BYTES: usize = 64 * 1_024 * 1_024;

/// The memory of all spans that wait for a decision, in bytes.
static WAITING: AtomicUsize = AtomicUsize::new(0);

/// The finished spans of a trace that is not sampled, until its outermost span ends.
#[derive(Default)]
pub(crate) struct LocalTrace(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    spans: SpanBatch,
    /// Whether a rule keeps the trace.
    is_kept: bool,
    /// The part of [`WAITING`] that these spans are.
    bytes: usize,
}

impl LocalTrace {
    /// Adds a finished span. Returns `false` if there is no room for it.
    pub(crate) fn push(&self, record: SpanRecord, details: Option<&Details>) -> bool {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.is_kept |= keep_rules::keep(&record);
        if waiting.spans.len() >= MAX_SPANS || WAITING.load(Ordering::Relaxed) > MAX_BYTES {
            return false;
        }
        waiting.spans.push(record, details);
        let bytes = waiting.spans.used_bytes();
        WAITING.fetch_add(bytes - waiting.bytes, Ordering::Relaxed);
        waiting.bytes = bytes;
        true
    }

    /// Decides about the trace, and returns its spans if it is kept.
    pub(crate) fn decide(&self) -> Option<SpanBatch> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        WAITING.fetch_sub(std::mem::take(&mut waiting.bytes), Ordering::Relaxed);
        let spans = std::mem::take(&mut waiting.spans);
        waiting.is_kept.then_some(spans).filter(|spans| !spans.is_empty())
    }
}

impl Drop for LocalTrace {
    fn drop(&mut self) {
        let waiting = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        WAITING.fetch_sub(waiting.bytes, Ordering::Relaxed);
    }
}
