//! The buffers of a collector, and those of a thread.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::buffer::Buffer;
use super::receiver::Receiver;
use crate::collect::batch::record::SpanRecord;
use crate::collect::batch::span_batch::{Details, SpanBatch};

/// The buffers of a collector: one for each thread that has closed a span.
pub(crate) struct Buffers {
    /// Unique among all collectors.
    number: u64,
    receiver: Arc<Receiver>,
    all: Mutex<Vec<Weak<Buffer>>>,
}

/// The buffer of a thread for one collector.
struct OwnBuffer {
    collector: u64,
    buffer: Arc<Buffer>,
    /// `None` after the collector was dropped.
    receiver: Weak<Receiver>,
}

/// The buffers of a thread. When the thread ends, the spans are passed on.
struct OwnBuffers(RefCell<Vec<OwnBuffer>>);

thread_local! {
    static OWN: OwnBuffers = const { OwnBuffers(RefCell::new(Vec::new())) };
}

impl Buffers {
    pub(crate) fn new(receiver: Receiver) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { number, receiver: Arc::new(receiver), all: Mutex::default() }
    }

    pub(crate) fn receiver(&self) -> &Receiver {
        &self.receiver
    }

    /// Adds a finished span to the buffer of this thread. Passes all spans on if the buffer is full, or if the span is the
    /// last of its trace and there are as many spans as the receiver wants.
    #[inline]
    pub(crate) fn push(&self, record: SpanRecord, details: Option<&Details>, is_last: bool) {
        let enough = if is_last { self.receiver.batch_spans() } else { usize::MAX };
        match self.with_own(|buffer| buffer.push(record, details, enough)) {
            Some(None) => {}
            Some(Some(batch)) => {
                self.receiver.pass(batch.clone());
                self.with_own(|buffer| buffer.reuse(batch));
            }
            None => self.pass_alone(record, details),
        }
    }

    /// Passes on a span that is closed while the thread ends.
    #[cold]
    fn pass_alone(&self, record: SpanRecord, details: Option<&Details>) {
        let mut batch = SpanBatch::default();
        batch.push(record, details);
        self.receiver.pass(Arc::new(batch));
    }

    /// Passes on all spans of all threads.
    pub(crate) fn flush(&self) {
        let buffers: Vec<_> = {
            let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
            all.retain(|buffer| buffer.strong_count() > 0);
            all.iter().filter_map(Weak::upgrade).collect()
        };
        for buffer in &buffers {
            buffer.flush(&self.receiver);
        }
    }

    /// Calls `access` with the buffer of this thread, unless the thread is ending.
    #[inline]
    fn with_own<R>(&self, access: impl FnOnce(&Buffer) -> R) -> Option<R> {
        let find = |own: &OwnBuffers| {
            let mut own = own.0.try_borrow_mut().ok()?;
            Some(match own.iter().find(|own| own.collector == self.number) {
                Some(own) => access(&own.buffer),
                None => access(&self.add_own(&mut own)),
            })
        };
        OWN.try_with(find).ok().flatten()
    }

    #[cold]
    #[inline(never)]
    fn add_own(&self, own: &mut Vec<OwnBuffer>) -> Arc<Buffer> {
        let buffer = Arc::new(Buffer::default());
        own.retain(|own| own.receiver.strong_count() > 0);
        let receiver = Arc::downgrade(&self.receiver);
        own.push(OwnBuffer { collector: self.number, buffer: buffer.clone(), receiver });
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|buffer| buffer.strong_count() > 0);
        all.push(Arc::downgrade(&buffer));
        buffer
    }
}

impl Drop for OwnBuffers {
    fn drop(&mut self) {
        for own in self.0.take() {
            if let Some(receiver) = own.receiver.upgrade() {
                own.buffer.flush(&receiver);
            }
        }
    }
}

impl Drop for Buffers {
    fn drop(&mut self) {
        self.flush();
    }
}
