//! The events of an operation: an error, a returned value, a slow call.

use std::sync::OnceLock;

use tracing::metadata::Kind;
use tracing::{Event, Level, Value};

use super::callsite::Callsite;
use crate::core::definition::settings::Settings;
use crate::core::operation::operation::Operation;

/// Where the events of an operation come from. Most annotations ask for none.
#[derive(Default)]
pub(crate) struct Events {
    error: OnceLock<&'static Callsite>,
    returned: OnceLock<&'static Callsite>,
    slow: OnceLock<&'static Callsite>,
}

impl Operation {
    /// The call returned an error.
    pub(crate) fn error_event(&'static self, error: Option<&dyn Value>, error_type: &'static str) {
        let name = ("error", self.definition.settings.err_level);
        self.emit(&self.initialized().events.error, name, &["error", "error.type"], &[error, Some(&error_type)]);
    }

    /// The call returned a value that is no error.
    pub(crate) fn returned_event(&'static self, value: &dyn Value) {
        let Settings { level, ret_level, .. } = self.definition.settings;
        let name = ("return", ret_level.unwrap_or(*level));
        self.emit(&self.initialized().events.returned, name, &["return"], &[Some(value)]);
    }

    /// The call took longer than it should.
    pub(crate) fn slow_event(&'static self, seconds: f64, limit: f64) {
        let fields = &["message", "duration_seconds", "slow_seconds"];
        let values: &[Option<&dyn Value>] = &[Some(&"slow call"), Some(&seconds), Some(&limit)];
        self.emit(&self.initialized().events.slow, ("slow", Level::WARN), fields, values);
    }

    fn emit(
        &'static self,
        place: &OnceLock<&'static Callsite>,
        (name, level): (&'static str, Level),
        fields: &'static [&'static str],
        values: &[Option<&dyn Value>],
    ) {
        // The subscriber is told of a new site outside the lock's own initialisation: its code may call this operation.
        let callsite = match place.get() {
            Some(callsite) => *callsite,
            None => {
                let callsite = Callsite::leaked(&self.definition, (name, Kind::EVENT), level, fields);
                *place.get_or_init(|| callsite)
            }
        };
        if callsite.is_enabled() {
            let metadata = callsite.metadata();
            Event::dispatch(metadata, &metadata.fields().value_set_all(values));
        }
    }
}
