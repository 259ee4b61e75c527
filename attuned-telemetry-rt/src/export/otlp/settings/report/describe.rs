//! Describes effective settings.

use std::fmt;

use super::description::OtlpDescription;
use super::warning::OtlpWarning;
use crate::export::otlp::settings::resolved::OtlpSettings;

impl OtlpSettings {
    /// Returns the effective settings and where each value comes from, with secrets masked.
    #[must_use]
    pub fn describe(&self) -> &OtlpDescription {
        &self.description
    }

    /// Returns the warnings about the environment.
    #[must_use]
    pub fn warnings(&self) -> &[OtlpWarning] {
        self.description.warnings()
    }

    /// Whether traces that other processes have started are recorded if those record them: the sampler is
    /// `parentbased_…`.
    #[must_use]
    pub fn follows_callers(&self) -> bool {
        self.sampler.is_parent_based()
    }

    /// Returns the attributes of the resource.
    pub fn resource(&self) -> impl Iterator<Item = (&str, &str)> {
        self.resource.iter().map(|(name, value)| (&**name, &**value))
    }
}

/// The [description](OtlpSettings::describe), without secrets.
impl fmt::Debug for OtlpSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.description.fmt(formatter)
    }
}
