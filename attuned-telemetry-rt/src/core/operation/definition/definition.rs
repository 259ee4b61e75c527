//! The definition of an operation: the contents and the location of its annotation.

use std::panic::Location;

use super::fields::Fields;
use super::possible_outcomes::Returns;
use super::settings::Settings;

/// The definition of an operation.
pub(crate) struct Definition {
    /// The scope, the operation, the span, and the doc comment.
    pub(crate) names: [&'static str; 4],
    pub(crate) module: &'static str,
    /// What the function returns.
    #[cfg_attr(not(feature = "catalog"), expect(dead_code, reason = "the catalog shows it"))]
    pub(crate) returns: Returns,
    /// The location of the annotation.
    pub(crate) location: &'static Location<'static>,
    pub(crate) fields: &'static Fields,
    pub(crate) settings: &'static Settings,
}

impl Definition {
    /// Returns the target of spans and events.
    pub(crate) fn target(&self) -> &'static str {
        self.settings.target.unwrap_or(self.module)
    }
}
