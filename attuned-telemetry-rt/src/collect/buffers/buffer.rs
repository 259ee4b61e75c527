//! The buffer of one thread.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::receiver::Receiver;
use crate::collect::batch::record::SpanRecord;
use crate::collect::batch::span_batch::{Details, SpanBatch};
use crate::delivery::Weigh as _;

/// The number of spans with which a buffer is full.
const MAX_SPANS: usize = 256;

/// The memory with which a buffer is full, in bytes.
const MAX_BYTES: usize = 256 * 1_024;

/// The memory of a batch that may be mostly empty, in bytes.
const SMALL: usize = 4 * 1_024;

/// The finished spans of one thread. Other threads may take them, too: when the collector is flushed.
#[derive(Default)]
pub(crate) struct Buffer(Mutex<Spans>);

#[derive(Default)]
struct Spans {
    filling: SpanBatch,
    /// A batch that was passed on. If its consumer has dropped it, its memory is used again.
    passed: Option<Arc<SpanBatch>>,
}

impl Buffer {
    /// Adds a finished span. Returns all spans if the buffer is full or has `enough` spans.
    #[inline]
    pub(super) fn push(&self, record: SpanRecord, details: Option<&Details>, enough: usize) -> Option<Arc<SpanBatch>> {
        let mut spans = self.lock();
        spans.filling.push(record, details);
        if spans.filling.len() >= enough || spans.is_full() { spans.take() } else { None }
    }

    /// Passes all spans on. No lock is held meanwhile, because the consumer is user code.
    pub(super) fn flush(&self, receiver: &Receiver) {
        let batch = self.lock().take();
        if let Some(batch) = batch {
            receiver.pass(batch.clone());
            self.reuse(batch);
        }
    }

    /// Keeps a batch that was passed on. When its consumer has dropped it, its memory is used again.
    pub(super) fn reuse(&self, batch: Arc<SpanBatch>) {
        self.lock().passed = Some(batch);
    }

    #[inline]
    fn lock(&self) -> MutexGuard<'_, Spans> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Spans {
    #[inline]
    fn is_full(&self) -> bool {
        self.filling.len() >= MAX_SPANS || self.filling.used_bytes() >= MAX_BYTES
    }

    /// Takes the spans, if there are any.
    fn take(&mut self) -> Option<Arc<SpanBatch>> {
        if self.filling.is_empty() {
            return None;
        }
        let mut passed = self.passed.take().unwrap_or_default();
        let batch = match Arc::get_mut(&mut passed) {
            Some(batch) => {
                batch.clear();
                std::mem::swap(batch, &mut self.filling);
                shrink(batch);
                passed
            }
            None => {
                let next = SpanBatch::with_room_for(&self.filling);
                let mut batch = std::mem::replace(&mut self.filling, next);
                shrink(&mut batch);
                Arc::new(batch)
            }
        };
        Some(batch)
    }
}

/// Frees the memory of a batch that is mostly empty.
fn shrink(batch: &mut SpanBatch) {
    if batch.bytes() > SMALL && batch.bytes() > 2 * batch.used_bytes() {
        batch.shrink();
    }
}
