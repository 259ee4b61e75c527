//! The interface between a call and its metrics. The call decides when to record, the metrics decide where.

#[cfg(feature = "adapters")]
use std::any::Any;

use metrics::Label;

use crate::core::clock::Started;
use crate::core::labels::typed_counter::counter_cells::{CounterCells, CounterDefinition};
use crate::core::operation::definition::definition::Definition;
use crate::core::verdict::classify::Failure;
use crate::core::verdict::outcome::Outcome;

/// The data of an ended call that its metrics need.
pub(crate) struct FinishedCall {
    pub(crate) outcome: Outcome,
    pub(crate) failure: Failure,
    /// The duration of the call in nanoseconds, unless nothing needed it when the call started, or the target has no
    /// clock.
    pub(crate) nanoseconds: Option<u64>,
}

/// Records the metrics of the calls that have the same labels.
pub(crate) trait CallMetrics: Send + Sync {
    /// Records a call that has ended, but has not been left yet.
    fn end(&self, finished: &FinishedCall);

    /// Records a success of a call that has [taken the fast path](Started::is_fast_path) so far, and returns whether
    /// the success was recorded. If not, the caller must call [`end`](Self::end).
    fn succeed(&self, started: Started) -> bool;

    /// Like [`succeed`](Self::succeed), in a process where something reads ids: the trace of the call may become an
    /// exemplar.
    fn succeed_traced(&self, started: Started) -> bool {
        self.succeed(started)
    }

    /// Like [`succeed`](Self::succeed), for a call that returned an error.
    fn fail(&self, _started: Started, _error_type: &'static str) -> bool {
        false
    }

    /// Records that a call has started, for the gauge of calls in flight. Returns whether the recorder accepted it.
    fn enter(&self) -> bool;

    /// Records that a call in flight has ended, if [`enter`](Self::enter) has returned `true`.
    fn leave(&self);
}

/// A recorder that records annotated calls without going through the handles of the facade.
pub(crate) trait CallRecorder: Send + Sync {
    /// Returns the metrics of the calls with these labels, or `None` if the annotation disables metrics. `labels` does
    /// not contain the labels that all calls of the operation have.
    fn call_metrics(&self, definition: &'static Definition, labels: &[Label]) -> Option<&'static dyn CallMetrics>;

    /// Returns the metrics of the calls whose labels exceed the limit. These calls share one series, in which each
    /// label from a call has the value `__other__`, and each of them is counted as an overflow.
    fn overflow_metrics(&self, definition: &'static Definition, labels: &[Label]) -> Option<&'static dyn CallMetrics>;

    /// Returns the cells of a typed counter, or `None` if there are none.
    fn typed_counter(&self, definition: &'static CounterDefinition) -> Option<&'static dyn CounterCells>;

    /// Returns the maximum number of series of a metric.
    fn series_limit(&self) -> usize;

    /// Returns the recorder itself, so that a backend finds the engine that the process uses.
    #[cfg(feature = "adapters")]
    fn as_any(&self) -> &dyn Any;
}

impl FinishedCall {
    /// Returns the duration to record, in nanoseconds. It is not recorded if the call was cancelled or panicked,
    /// because the call did not run to its end.
    pub(crate) fn measured(&self) -> Option<u64> {
        self.nanoseconds.filter(|_| matches!(self.outcome, Outcome::Success | Outcome::Error))
    }

    /// Whether the call met an objective with this latency in nanoseconds.
    pub(crate) fn has_met(&self, latency: u64) -> bool {
        self.outcome == Outcome::Success && self.nanoseconds.is_some_and(|nanoseconds| nanoseconds <= latency)
    }
}
