//! The value of the header `tracestate`.

use std::fmt;
use std::sync::Arc;

/// The header `tracestate`: what the tracing systems of a trace tell each other, as a list of keys and values. It
/// belongs to one trace.
///
/// A clone shares the text. `Debug` does not show it.
///
/// Source: <https://www.w3.org/TR/trace-context-2/#tracestate-header>
///
/// ```
/// use attuned_telemetry_rt::propagation::TraceState;
///
/// let state = TraceState::parse(["rojo=00f067aa0ba902b7, ", "congo=t61rcWkgMzE"]);
/// assert_eq!(state.as_str(), "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
/// assert_eq!(state.get("congo"), Some("t61rcWkgMzE"));
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct TraceState(Option<Arc<str>>);

impl TraceState {
    /// Creates the state from parsed members.
    pub(super) fn of(members: &[(&str, &str)]) -> Self {
        if members.is_empty() {
            return Self(None);
        }
        let length = members.iter().map(|(key, value)| key.len() + value.len() + 2).sum();
        let mut text = String::with_capacity(length);
        for (key, value) in members {
            text.extend([if text.is_empty() { "" } else { "," }, key, "=", value]);
        }
        Self(Some(text.into()))
    }

    /// Returns the value of the header, in one piece.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// Whether there are no members. An empty state is never sent.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Returns the keys and values, the latest first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.as_str().split(',').filter_map(|member| member.split_once('='))
    }

    /// Returns the value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter().find(|(other, _)| *other == key).map(|(_, value)| value)
    }
}

/// Shows the number of members only.
impl fmt::Debug for TraceState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TraceState").field("members", &self.iter().count()).finish_non_exhaustive()
    }
}
