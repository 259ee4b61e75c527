//! What an annotation says of a function.

use std::panic::Location;

use super::fields::Fields;
use super::possible_outcomes::Returns;
use super::settings::Settings;

/// What an annotation says of a function.
pub(crate) struct Definition {
    /// Of the scope, the operation and the span, and what the function is documented by.
    pub(crate) names: [&'static str; 4],
    pub(crate) module: &'static str,
    /// How calls can end.
    #[cfg_attr(not(feature = "catalog"), expect(dead_code, reason = "the catalog shows it"))]
    pub(crate) returns: Returns,
    /// Where the annotation stands.
    pub(crate) location: &'static Location<'static>,
    pub(crate) fields: &'static Fields,
    pub(crate) settings: &'static Settings,
}

impl Definition {
    /// The target of spans and events.
    pub(crate) fn target(&self) -> &'static str {
        self.settings.target.unwrap_or(self.module)
    }
}
