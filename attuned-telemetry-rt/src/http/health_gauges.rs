//! Gauges of the last health report.
//!
//! A component has one series for each state, like a state set in `OpenMetrics`: 1 for its current state, 0 for the
//! others. An alert rule tests `{state="unhealthy"} == 1`. The sum over all processes is the number of processes in a
//! state. A component that no longer exists is 0 in all states.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::component_path;
use crate::core::health::component::component::ComponentHealth;
use crate::core::health::component::state::HealthState;
use crate::core::health::component::status::HealthStatus;

const STATUS: &str = "attuned_telemetry_health_status";
const TIMESTAMP: &str = "attuned_telemetry_health_check_timestamp_seconds";

const STATES: [HealthState; 3] = [HealthState::Healthy, HealthState::Degraded, HealthState::Unhealthy];

/// The gauges, and what the last report set.
#[derive(Default)]
pub(crate) struct HealthGauges(Mutex<Option<Last>>);

/// The last report: its time, and the paths of its components.
struct Last {
    #[cfg_attr(not(feature = "prometheus"), expect(dead_code, reason = "read by scrapes"))]
    made: Instant,
    components: Vec<String>,
}

impl HealthGauges {
    /// Sets the gauges from a report.
    pub(crate) fn set(&self, status: &HealthStatus) {
        let mut components = BTreeMap::new();
        for component in &status.checks {
            add(&mut components, component_path::segment(&component.name), component);
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

    /// Returns the age of the last report, if there is one.
    #[cfg(feature = "prometheus")]
    pub(crate) fn age(&self) -> Option<std::time::Duration> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|last| last.made.elapsed())
    }

    /// Sets the time of the last report to 0 if there is none, so that an alert fires if the first report never
    /// completes.
    #[cfg(feature = "prometheus")]
    pub(crate) fn before_first_report(&self) {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_none() {
            describe();
            metrics::gauge!(TIMESTAMP).set(0);
        }
    }
}

fn describe() {
    let status = "Health of a component: 1 for its current state, 0 for the other states.";
    metrics::describe_gauge!(STATUS, metrics::Unit::Count, status);
    let timestamp = "Unix time of the last health report, in seconds; 0 before the first report.";
    metrics::describe_gauge!(TIMESTAMP, metrics::Unit::Seconds, timestamp);
}

/// Adds a component and its parts by their paths. If two have the same path, the worse state is used.
fn add(components: &mut BTreeMap<String, HealthState>, path: String, component: &ComponentHealth) {
    for part in &component.checks {
        add(components, component_path::join(&path, &part.name), part);
    }
    let state = components.entry(path).or_insert(component.status);
    *state = component.status.max(*state);
}

/// Sets the gauges of a component. `None` is a component that no longer exists.
fn set(path: &str, state: Option<HealthState>) {
    for each in STATES {
        let gauge = metrics::gauge!(STATUS, "component" => path.to_owned(), "state" => each.as_str());
        gauge.set(f64::from(state == Some(each)));
    }
}

/// Returns the Unix time in seconds, 0 if the clock is before 1970.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}
