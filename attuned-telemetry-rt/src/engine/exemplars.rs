//! Exemplars: the trace of one of the calls that a bucket or a counter has counted.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use crate::core::clock;
use crate::{SpanId, TraceContext, TraceId};

/// The minimum time before an exemplar is replaced, in nanoseconds.
const STAYS: u64 = 1_000_000_000;

/// The time until the next attempt if a call had no sampled trace, in nanoseconds.
const AGAIN: u64 = 1_000_000;

/// A recorded value, and the trace that it came from.
///
/// Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars>
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Exemplar {
    /// The recorded value: a duration in seconds, or 1 for a counter.
    pub(crate) value: f64,
    pub(crate) trace_id: TraceId,
    pub(crate) span_id: SpanId,
    /// `None` if the date was not known.
    pub(crate) at: Option<SystemTime>,
}

/// The exemplars of a series: one for each bucket of a histogram, or one for a counter.
#[derive(Debug)]
pub(crate) struct Exemplars(Box<[Place]>);

#[derive(Debug, Default)]
struct Place {
    /// The next attempt is made [`STAYS`] after this time, in nanoseconds. 0 before the first attempt. The caller
    /// chooses the clock, which may wrap around or be replaced by another one: the next call then replaces the exemplar
    /// at once.
    looked: AtomicU64,
    exemplar: Mutex<Option<Exemplar>>,
}

impl Exemplars {
    pub(crate) fn new(count: u32) -> Self {
        Self((0..count).map(|_| Place::default()).collect())
    }

    /// Returns the exemplar of a bucket, if there is one.
    pub(crate) fn get(&self, bucket: usize) -> Option<Exemplar> {
        *self.0.get(bucket)?.exemplar.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stores the current trace as an exemplar, if the trace is sampled and the last exemplar is at least a second old.
    /// After an attempt without a sampled trace, the next attempt follows after a millisecond. Never blocks.
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
            // Allow the next attempt soon, for a call that has a sampled trace.
            self.looked.store(now.wrapping_sub(STAYS).wrapping_add(AGAIN).max(1), Ordering::Relaxed);
            return;
        };
        if let Ok(mut exemplar) = self.exemplar.try_lock() {
            *exemplar = Some(Exemplar { value, trace_id, span_id, at: clock::date() });
        }
    }
}
