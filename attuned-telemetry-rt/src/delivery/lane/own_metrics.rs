//! The metrics and events of a lane itself.

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant, UNIX_EPOCH};

use super::lane::{Lane, LaneName};
use super::published::Shown;
use super::status::{DeliveryStatus, WorkerState};
use crate::core::text::escaped::Escaped;
use crate::core::verdict::caught::caught;
use crate::delivery::breaker::BreakerState;
use crate::delivery::guard;
use crate::delivery::queue::weigh::Weigh;

const ITEMS: &str = "attuned_telemetry_delivery_items_total";
const ACCEPTED: &str = "attuned_telemetry_delivery_accepted_items_total";
const IN_FLIGHT: &str = "attuned_telemetry_delivery_in_flight_items";
const QUEUED_BYTES: &str = "attuned_telemetry_delivery_queue_bytes";
const LAST_SUCCESS: &str = "attuned_telemetry_delivery_last_success_timestamp_seconds";
const BREAKER: &str = "attuned_telemetry_breaker_state";

/// All states of a breaker.
const BREAKER_STATES: [BreakerState; 5] = [
    BreakerState::Closed,
    BreakerState::Open,
    BreakerState::HalfOpen,
    BreakerState::ForcedOpen,
    BreakerState::Disabled,
];

/// How often the metrics are updated while items move.
const INTERVAL: Duration = Duration::from_secs(1);

impl<T: Weigh> Lane<T> {
    /// Updates the metrics if the numbers have changed and the last update is some time ago.
    pub(in crate::delivery) fn publish_if_due(&self) {
        if self.publication_due().is_some_and(|due| due <= Instant::now()) {
            self.publish();
        }
    }

    /// Returns when the metrics have to be updated, if the numbers have changed.
    pub(in crate::delivery) fn publication_due(&self) -> Option<Instant> {
        let accounting = self.accounting();
        let published = self.published.lock().unwrap_or_else(PoisonError::into_inner);
        let has_changed = published.shown.accounting != accounting || published.at.is_none();
        has_changed.then(|| published.at.map_or_else(Instant::now, |at| at + INTERVAL))
    }

    /// Updates the metrics. Only one thread at a time does so, because an older number must not replace a newer one.
    /// Others leave it to that thread, so that a recorder which hangs does not block them.
    pub(crate) fn publish(&self) {
        // The recorder may be a user's.
        let _delivering = guard::enter();
        let mut begun = self.begin_publication(false);
        while let Some(publication) = begun {
            caught(|| publication.publish(&self.name));
            begun = self.begin_publication(true);
        }
    }

    /// Returns what to update, and what the metrics have shown before. `continues` the publication of this thread.
    fn begin_publication(&self, continues: bool) -> Option<Publication> {
        let mut published = self.published.lock().unwrap_or_else(PoisonError::into_inner);
        if published.is_busy != continues {
            published.is_outdated = true;
            return None;
        }
        if continues && !std::mem::take(&mut published.is_outdated) {
            published.is_busy = false;
            return None;
        }
        published.is_busy = true;
        let status = self.status();
        let breaker = (status.worker != WorkerState::Ended).then_some(status.breaker);
        let now = Shown { accounting: status.accounting, breaker };
        let is_first = published.at.replace(Instant::now()).is_none();
        Some(Publication { status, is_first, before: std::mem::replace(&mut published.shown, now), now })
    }

    /// Tells the destination of lost items.
    pub(in crate::delivery) fn report_losses(&self) {
        let mut state = self.lock();
        let lost = std::mem::take(&mut state.lost);
        if lost == 0 {
            return;
        }
        let (destination, error) = (Arc::clone(&state.destination), state.last_error.clone());
        drop(state);
        caught(|| destination.lost(lost, error.as_ref()));
    }

    /// Reports what has changed: tells the destination of lost items, logs the changes of the breaker's state, and
    /// updates its metrics.
    pub(in crate::delivery) fn report_changes(&self) {
        self.report_losses();
        let transitions = {
            let mut state = self.lock();
            if state.transitions.is_empty() {
                return;
            }
            std::mem::take(&mut state.transitions)
        };
        let last_error = self.lock().last_error.as_ref().map(ToString::to_string);
        let LaneName { backend, signal } = &self.name;
        let _delivering = guard::enter();
        for transition in transitions {
            let (from, to) = (transition.from.as_str(), transition.to.as_str());
            let backend = Escaped(backend);
            caught(|| match transition.to {
                BreakerState::Closed | BreakerState::HalfOpen | BreakerState::Disabled => {
                    tracing::info!(%backend, signal, from, to, "circuit breaker");
                }
                BreakerState::Open | BreakerState::ForcedOpen => {
                    let error = last_error.as_deref();
                    tracing::warn!(%backend, signal, from, to, error, "circuit breaker");
                }
            });
        }
        self.publish();
        self.notify_progress();
    }
}

/// One update of the metrics.
struct Publication {
    status: DeliveryStatus,
    is_first: bool,
    before: Shown,
    now: Shown,
}

impl Publication {
    fn publish(&self, name: &LaneName) {
        if self.is_first {
            describe();
        }
        self.publish_items(name);
        self.publish_breaker(name);
    }

    fn publish_items(&self, name: &LaneName) {
        let Self { status, before, now, .. } = self;
        let LaneName { backend, signal } = name;
        let backend = || metrics::SharedString::from(backend.to_string());
        let (now, old) = (now.accounting, before.accounting);
        metrics::counter!(ACCEPTED, "backend" => backend(), "signal" => *signal).increment(now.accepted - old.accepted);
        for (outcome, now, old) in [
            ("delivered", now.delivered, old.delivered),
            ("rejected", now.rejected, old.rejected),
            ("failed", now.failed, old.failed),
            ("dropped", now.dropped, old.dropped),
        ] {
            metrics::counter!(ITEMS, "backend" => backend(), "signal" => *signal, "outcome" => outcome)
                .increment(now - old);
        }
        #[expect(clippy::cast_precision_loss, reason = "metrics are floats")]
        let (in_flight, bytes) = (now.in_flight() as f64, status.queued_bytes as f64);
        metrics::gauge!(IN_FLIGHT, "backend" => backend(), "signal" => *signal).set(in_flight);
        metrics::gauge!(QUEUED_BYTES, "backend" => backend(), "signal" => *signal).set(bytes);
        if let Some(since) = status.last_success.and_then(|time| time.duration_since(UNIX_EPOCH).ok()) {
            metrics::gauge!(LAST_SUCCESS, "backend" => backend(), "signal" => *signal).set(since.as_secs_f64());
        }
    }

    fn publish_breaker(&self, name: &LaneName) {
        if self.before.breaker == self.now.breaker {
            return;
        }
        for state in BREAKER_STATES {
            let value = if Some(state) == self.now.breaker { 1.0 } else { 0.0 };
            let (backend, signal, state) = (name.backend.to_string(), name.signal, state.as_str());
            metrics::gauge!(BREAKER, "backend" => backend, "signal" => signal, "state" => state).set(value);
        }
    }
}

/// Describes the metrics of all lanes.
fn describe() {
    use metrics::Unit;

    metrics::describe_counter!(ACCEPTED, Unit::Count, "Items offered to an adapter.");
    metrics::describe_counter!(ITEMS, Unit::Count, "Items offered to an adapter, by outcome.");
    metrics::describe_gauge!(IN_FLIGHT, Unit::Count, "Items in the queue or being sent.");
    metrics::describe_gauge!(QUEUED_BYTES, Unit::Bytes, "Memory of the queued items, in bytes.");
    metrics::describe_gauge!(LAST_SUCCESS, Unit::Seconds, "When a batch was last delivered, as a Unix time.");
    metrics::describe_gauge!(BREAKER, Unit::Count, "Whether the circuit breaker of an adapter is in a state: 1 or 0.");
}
