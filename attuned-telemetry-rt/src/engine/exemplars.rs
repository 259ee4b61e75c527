//! Calls that stand for many: the trace of one of those that a bucket or a counter counted.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use crate::{SpanId, TraceContext, TraceId};

/// How long an exemplar stays at least, in nanoseconds.
const STAYS: u64 = 1_000_000_000;

/// After how long a trace is looked for again if there was none, in nanoseconds.
const AGAIN: u64 = 1_000_000;

/// One of the values that were counted, and the trace that it came from.
///
/// Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars>
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Exemplar {
    /// What was counted: seconds, or 1.
    pub(crate) value: f64,
    pub(crate) trace_id: TraceId,
    pub(crate) span_id: SpanId,
    pub(crate) at: SystemTime,
}

/// The exemplars of a series: one for each of its buckets, or one of a counter.
#[derive(Debug)]
pub(crate) struct Exemplars(Box<[Place]>);

#[derive(Debug, Default)]
struct Place {
    /// When somebody last looked for a trace, in nanoseconds of whichever clock the caller has.
    looked: AtomicU64,
    exemplar: Mutex<Option<Exemplar>>,
}

impl Exemplars {
    pub(crate) fn new(count: u32) -> Self {
        Self((0..count).map(|_| Place::default()).collect())
    }

    /// The exemplar of a bucket, if a call with a trace came there.
    pub(crate) fn get(&self, bucket: usize) -> Option<Exemplar> {
        *self.0.get(bucket)?.exemplar.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers the trace that runs now, if there is one, and nobody looked for one within the last second. Nobody
    /// waits for anybody.
    #[inline]
    pub(crate) fn offer(&self, bucket: u32, value: f64, now: u64) {
        if let Some(place) = self.0.get(bucket as usize) {
            let looked = place.looked.load(Ordering::Relaxed);
            if looked == 0 || now.wrapping_sub(looked) >= STAYS {
                place.look(looked, value, now);
            }
        }
    }
}

impl Place {
    #[cold]
    fn look(&self, looked: u64, value: f64, now: u64) {
        if self.looked.compare_exchange(looked, now.max(1), Ordering::Relaxed, Ordering::Relaxed).is_err() {
            return;
        }
        let sampled = TraceContext::current().filter(|context| context.is_sampled);
        let Some(TraceContext { trace_id, span_id, .. }) = sampled else {
            // The turn goes to the next call that has one.
            self.looked.store(now.wrapping_sub(STAYS).wrapping_add(AGAIN).max(1), Ordering::Relaxed);
            return;
        };
        if let Ok(mut exemplar) = self.exemplar.try_lock() {
            *exemplar = Some(Exemplar { value, trace_id, span_id, at: SystemTime::now() });
        }
    }
}
