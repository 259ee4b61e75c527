//! What counts the calls of one series.

use metrics::Label;

use crate::core::clock::Started;
use crate::core::definition::definition::Definition;
use crate::core::verdict::classify::Failure;
use crate::core::verdict::outcome::Outcome;

/// A call that has ended.
pub(crate) struct FinishedCall {
    pub(crate) outcome: Outcome,
    pub(crate) failure: Failure,
    /// How long it took.
    pub(crate) nanoseconds: u64,
}

/// Counts the calls of one series.
pub(crate) trait CallMetrics: Send + Sync {
    /// A call has ended, in its span.
    fn end(&self, finished: &FinishedCall);

    /// Records a success of a call that [took the fast path](Started::is_fast_path) from its start until now, and returns
    /// whether it did. If not, nothing is recorded, and the call has to [end](Self::end).
    fn succeed(&self, started: Started) -> bool;

    /// The same for a call in a process where something reads ids: its trace may become an exemplar.
    fn succeed_traced(&self, started: Started) -> bool {
        self.succeed(started)
    }

    /// One call more runs.
    fn enter(&self);

    /// One call less runs.
    fn leave(&self);
}

/// A recorder that can do more for annotated code than the facade asks of it.
pub(crate) trait CallRecorder: Send + Sync {
    /// Who counts the calls of a series, if its annotation asks for metrics; `labels` are those of the call.
    fn call_metrics(&self, definition: &'static Definition, labels: &[Label]) -> Option<&'static dyn CallMetrics>;
}

impl FinishedCall {
    /// A call that was cancelled or panicked did not take its time, so it is not measured.
    pub(crate) const fn is_measured(&self) -> bool {
        matches!(self.outcome, Outcome::Success | Outcome::Error)
    }

    /// Whether it kept what its operation promises.
    pub(crate) fn has_met(&self, latency: u64) -> bool {
        self.outcome == Outcome::Success && self.nanoseconds <= latency
    }
}
