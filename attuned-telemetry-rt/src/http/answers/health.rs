//! Responses with a health report. They contain names and states, but no messages: these can reveal internals, and the
//! endpoints may be public.
//!
//! Source: <https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06>

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use crate::core::health::component::component::ComponentHealth;
use crate::core::health::component::state::HealthState;
use crate::core::health::component::status::HealthStatus;
use crate::core::text::json;
use crate::http::component_path;

/// Returns the response of a liveness probe.
pub(crate) fn alive() -> Response {
    response(StatusCode::OK, &json!({ "status": "pass" }))
}

/// Returns the response if there is no report, for the given reason.
pub(crate) fn unknown(reason: &str) -> Response {
    let body = json!({ "status": "fail", "output": reason });
    response(status_code(HealthState::Unhealthy), &body)
}

/// Returns the response with a report. The tree is flattened to dotted paths: `store`, `store.database`.
pub(crate) fn report(status: &HealthStatus, time: DateTime<Utc>) -> Response {
    let mut checks = Map::new();
    let time = time.to_rfc3339_opts(SecondsFormat::Millis, true);
    for component in &status.checks {
        add(&mut checks, &component_path::segment(&component.name), component, &time);
    }
    response(status_code(status.status), &json!({ "status": word(status.status), "checks": checks }))
}

/// Returns a JSON response that proxies must not cache.
fn response(code: StatusCode, body: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/health+json"), (header::CACHE_CONTROL, "no-store")];
    (code, headers, json::escaped(body.to_string())).into_response()
}

/// A degraded process still works, so it stays in the load balancer.
const fn status_code(state: HealthState) -> StatusCode {
    match state {
        HealthState::Healthy | HealthState::Degraded => StatusCode::OK,
        HealthState::Unhealthy => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Adds a component and its parts. Components with the same path become several entries under that path.
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
        add(checks, &component_path::join(path, &part.name), part, time);
    }
}

const fn word(state: HealthState) -> &'static str {
    match state {
        HealthState::Healthy => "pass",
        HealthState::Degraded => "warn",
        HealthState::Unhealthy => "fail",
    }
}
