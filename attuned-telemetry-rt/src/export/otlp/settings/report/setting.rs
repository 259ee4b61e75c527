//! An effective setting.

use super::source::OtlpSource;

/// An effective setting, with secrets masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtlpSetting {
    name: String,
    value: String,
    source: OtlpSource,
}

impl OtlpSetting {
    pub(in crate::export::otlp::settings) fn new(name: &str, value: String, source: OtlpSource) -> Self {
        Self { name: name.to_owned(), value, source }
    }

    /// Returns the name, such as `traces.endpoint`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the value. In the place of a secret, there is `***`.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns where the value comes from.
    #[must_use]
    pub fn source(&self) -> OtlpSource {
        self.source
    }
}
