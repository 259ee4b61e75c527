//! The audit record.

use std::borrow::Cow;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::event_type::AuditEventType;
use crate::core::audit::capture::value::AuditValue;
use crate::core::context::ids::{SpanId, TraceId};
use crate::core::verdict::outcome::Outcome;

/// One audit record: who did what, and how it ended. It holds what its annotation lists, and nothing else.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AuditEvent {
    /// Counts the records of one destination, from 1 and without a gap.
    pub sequence: u64,
    /// When the call ended.
    pub timestamp: DateTime<Utc>,
    /// What happened.
    pub event_type: AuditEventType,
    /// Whom it concerns.
    pub user_id: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// What changed.
    pub axes_changed: Vec<String>,
    /// How sure the source is, from 0 to 1.
    pub confidence: Option<f64>,
    /// The trace that the call belongs to.
    pub trace_id: Option<TraceId>,
    /// The span of the call.
    pub span_id: Option<SpanId>,
    /// The annotated function: `attuned.store.upsert`.
    pub operation: Cow<'static, str>,
    /// How the call ended.
    pub outcome: Outcome,
    /// What kind of error it returned, or `panic`. Never the error's text, which nobody listed.
    pub error: Option<&'static str>,
    /// What else the annotation lists, in its order.
    pub fields: Vec<(&'static str, AuditValue)>,
}

impl Serialize for AuditEvent {
    /// A map: when, what, who, where, how it ended. `fields` is a map of its own and left out when empty, as is every
    /// value that is not there.
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
