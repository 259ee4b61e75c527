//! What the last report said, as gauges.
//!
//! A component has one series for each state, of which one is 1, as `OpenMetrics` has it for a set of states. So a rule
//! reads as what it means, `{state="unhealthy"} == 1`; the sum over processes is how many are in a state; and a
//! component that is not there any more is in none of them, which a number could not say.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::path;
use crate::{ComponentHealth, HealthState, HealthStatus};

const STATUS: &str = "attuned_telemetry_health_status";
const TIMESTAMP: &str = "attuned_telemetry_health_check_timestamp_seconds";

const STATES: [HealthState; 3] = [HealthState::Healthy, HealthState::Degraded, HealthState::Unhealthy];

/// What the last report said.
#[derive(Default)]
pub(crate) struct HealthGauges(Mutex<Option<Last>>);

/// The last report: when it was made, and of which components.
struct Last {
    #[cfg_attr(not(feature = "prometheus"), expect(dead_code, reason = "asked for by those who scrape"))]
    made: Instant,
    components: Vec<String>,
}

impl HealthGauges {
    /// Sets the gauges as a report says.
    pub(crate) fn set(&self, status: &HealthStatus) {
        let mut components = BTreeMap::new();
        for component in &status.checks {
            add(&mut components, path::segment(&component.name), component);
        }
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        describe();
        let gone = last.iter().flat_map(|last| &last.components).filter(|path| !components.contains_key(*path));
        gone.for_each(|path| set(path, None));
        for (path, state) in &components {
            set(path, Some(*state));
        }
        metrics::gauge!(TIMESTAMP).set(now());
        *last = Some(Last { made: Instant::now(), components: components.into_keys().collect() });
    }

    /// How old the last report is, if there is one.
    #[cfg(feature = "prometheus")]
    pub(crate) fn age(&self) -> Option<std::time::Duration> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|last| last.made.elapsed())
    }

    /// Before the first report its time is 0, so that one that never comes is missed.
    #[cfg(feature = "prometheus")]
    pub(crate) fn await_first(&self) {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_none() {
            describe();
            metrics::gauge!(TIMESTAMP).set(0);
        }
    }
}

fn describe() {
    let status = "Whether a component is in a state: 1 in the one that it is in, 0 in the others.";
    metrics::describe_gauge!(STATUS, metrics::Unit::Count, status);
    let timestamp = "Unix time of the last health report, 0 before the first.";
    metrics::describe_gauge!(TIMESTAMP, metrics::Unit::Seconds, timestamp);
}

/// A component and its parts, by their paths. Of two that have one path the worse counts.
fn add(components: &mut BTreeMap<String, HealthState>, path: String, component: &ComponentHealth) {
    for part in &component.checks {
        add(components, path::join(&path, &part.name), part);
    }
    let state = components.entry(path).or_insert(component.status);
    *state = component.status.max(*state);
}

/// A component is in one state, or in none if it is not there.
fn set(path: &str, state: Option<HealthState>) {
    for each in STATES {
        let gauge = metrics::gauge!(STATUS, "component" => path.to_owned(), "state" => each.as_str());
        gauge.set(f64::from(state == Some(each)));
    }
}

fn now() -> f64 {
    // A clock before 1970 counts as 1970.
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}
