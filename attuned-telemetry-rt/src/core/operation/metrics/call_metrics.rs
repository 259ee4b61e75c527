//! The interface between a call and what records its metrics: the call knows *when*, its metrics know *where*.

use metrics::Label;

use crate::core::clock::Started;
use crate::core::operation::definition::definition::Definition;
use crate::core::verdict::classify::Failure;
use crate::core::verdict::outcome::Outcome;

/// A call that has ended, as its metrics see it.
pub(crate) struct FinishedCall {
    pub(crate) outcome: Outcome,
    pub(crate) failure: Failure,
    /// The duration of the call.
    pub(crate) nanoseconds: u64,
}

/// Records the calls that have the same labels.
pub(crate) trait CallMetrics: Send + Sync {
    /// Records a call that has ended. It is still entered.
    fn end(&self, finished: &FinishedCall);

    /// Records a success of a call that [took the fast path](Started::is_fast_path) from its start until now, and
    /// returns whether it did. If not, nothing is recorded, and the call has to [end](Self::end).
    fn succeed(&self, started: Started) -> bool;

    /// The same for a call in a process where something reads ids: its trace may become an exemplar.
    fn succeed_traced(&self, started: Started) -> bool {
        self.succeed(started)
    }

    /// Records that a call has started, for the gauge of calls in flight.
    fn enter(&self);

    /// Records that a call in flight has ended.
    fn leave(&self);
}

/// A recorder that records annotated calls without going through the handles of the facade.
pub(crate) trait CallRecorder: Send + Sync {
    /// Returns the metrics of the calls with these labels, or `None` if the annotation asks for no metrics. Labels that
    /// all calls of the operation have are not among them.
    fn call_metrics(&self, definition: &'static Definition, labels: &[Label]) -> Option<&'static dyn CallMetrics>;
}

impl FinishedCall {
    /// Whether the duration is recorded: not that of a call that was cancelled or panicked, which did not run to its
    /// end.
    pub(crate) const fn is_measured(&self) -> bool {
        matches!(self.outcome, Outcome::Success | Outcome::Error)
    }

    /// Whether the call met an objective with this latency in nanoseconds.
    pub(crate) fn has_met(&self, latency: u64) -> bool {
        self.outcome == Outcome::Success && self.nanoseconds <= latency
    }
}
