//! A health report as the public sees it: names and states. What is wrong inside is for logs, not for strangers.
//!
//! Source: <https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06>

use axum::http::StatusCode;
use chrono::{SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::path;
use crate::{ComponentHealth, HealthState, HealthStatus};

/// A process that answers is alive.
pub(crate) fn alive() -> String {
    json!({ "status": "pass" }).to_string()
}

/// A report that did not come in time.
pub(crate) fn no_answer() -> String {
    json!({ "status": "fail", "output": "the checks did not answer in time" }).to_string()
}

/// A degraded process still does what it is for, and stays in the load balancer.
pub(crate) fn status_code(state: HealthState) -> StatusCode {
    match state {
        HealthState::Healthy | HealthState::Degraded => StatusCode::OK,
        HealthState::Unhealthy => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// The whole tree, flat: `store`, `store.database`.
pub(crate) fn report(status: &HealthStatus) -> String {
    let mut checks = Map::new();
    let time = Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true);
    for component in &status.checks {
        add(&mut checks, &path::segment(&component.name), component, &time);
    }
    json!({ "status": word(status.status), "checks": checks }).to_string()
}

/// Two components of one name are two entries under it, as the format has it.
fn add(checks: &mut Map<String, Value>, path: &str, component: &ComponentHealth, time: &str) {
    let mut check = json!({ "componentType": "component", "status": word(component.status), "time": time });
    if let Some(latency) = component.latency {
        check["observedValue"] = json!(latency.as_secs_f64() * 1_000.0);
        check["observedUnit"] = json!("ms");
    }
    if component.optional {
        check["optional"] = json!(true);
    }
    if let Value::Array(entries) = checks.entry(path).or_insert_with(|| json!([])) {
        entries.push(check);
    }
    for part in &component.checks {
        add(checks, &path::join(path, &part.name), part, time);
    }
}

const fn word(state: HealthState) -> &'static str {
    match state {
        HealthState::Healthy => "pass",
        HealthState::Degraded => "warn",
        HealthState::Unhealthy => "fail",
    }
}
