//! The audit record.

use std::borrow::Cow;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::event_type::AuditEventType;
use crate::core::audit::capture::value::AuditValue;
use crate::core::context::ids::{SpanId, TraceId};
use crate::core::verdict::outcome::Outcome;

/// An audit record: who did what, with which outcome.
///
/// `user_id`, `source`, `axes_changed`, `confidence` and `fields` contain only what the annotation lists. A record is
/// serialised as a map. Values that are not set are left out.
///
/// ```
/// use std::sync::Arc;
///
/// use attuned_telemetry_rt::{MemorySink, Outcome, audited, with_local_audit_sink};
///
/// #[audited(event = StateUpdated, user_id = user)]
/// fn rename(user: &str) {}
///
/// let sink = Arc::new(MemorySink::new());
/// with_local_audit_sink(sink.clone(), || rename("ada"));
/// let event = &sink.events()[0];
/// assert_eq!((event.event_type.as_str(), event.user_id.as_deref()), ("state_updated", Some("ada")));
/// assert_eq!((event.outcome, event.sequence), (Outcome::Success, 1));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AuditEvent {
    /// Number of the record, from 1 and without gaps, in the order in which the sinks receive records.
    pub sequence: u64,
    /// Time at which the call ended, in UTC, as the system's clock shows it. If the clock is set to a year before 0 or
    /// after 9999, the first or the last second of these years. 1970-01-01 on targets without a clock, such as
    /// `wasm32-unknown-unknown`, and under Miri.
    pub timestamp: DateTime<Utc>,
    /// What happened.
    pub event_type: AuditEventType,
    /// User that the event concerns, from `user_id = …`.
    pub user_id: Option<String>,
    /// Origin of the change, from `source = …`.
    pub source: Option<String>,
    /// Names of what changed, from `axes_changed = …`.
    pub axes_changed: Vec<String>,
    /// Confidence of the source, from `confidence = …`: a number from 0 to 1. The range is not checked.
    pub confidence: Option<f64>,
    /// Trace of the call. `None` outside a trace.
    pub trace_id: Option<TraceId>,
    /// Span of the call. `None` outside a trace.
    pub span_id: Option<SpanId>,
    /// Scope and operation of the annotated function: `attuned.store.upsert`.
    pub operation: Cow<'static, str>,
    /// How the call ended.
    pub outcome: Outcome,
    /// Type of the error, like `not_found`, or `panic`. Never the error message, which can contain personal data.
    pub error: Option<&'static str>,
    /// Free fields, in the order of the annotation.
    pub fields: Vec<(&'static str, AuditValue)>,
}

impl Serialize for AuditEvent {
    /// Serialises the record as a map. `fields` is a nested map. Values that are not set are left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("timestamp", &self.timestamp.to_rfc3339_opts(SecondsFormat::Micros, true))?;
        map.serialize_entry("event_type", self.event_type.as_str())?;
        entry_if_some(&mut map, "user_id", self.user_id.as_ref())?;
        entry_if_some(&mut map, "source", self.source.as_ref())?;
        if !self.axes_changed.is_empty() {
            map.serialize_entry("axes_changed", &self.axes_changed)?;
        }
        entry_if_some(&mut map, "confidence", self.confidence.map(AuditValue::Float).as_ref())?;
        entry_if_some(&mut map, "trace_id", self.trace_id.map(|id| id.to_string()).as_ref())?;
        map.serialize_entry("operation", &self.operation)?;
        map.serialize_entry("outcome", self.outcome.as_str())?;
        entry_if_some(&mut map, "error", self.error.as_ref())?;
        entry_if_some(&mut map, "span_id", self.span_id.map(|id| id.to_string()).as_ref())?;
        map.serialize_entry("sequence", &self.sequence)?;
        if !self.fields.is_empty() {
            map.serialize_entry("fields", &Fields(&self.fields))?;
        }
        map.end()
    }
}

fn entry_if_some<M: serde::ser::SerializeMap, T: Serialize>(
    map: &mut M,
    key: &'static str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(key, value))
}

struct Fields<'event>(&'event [(&'static str, AuditValue)]);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
