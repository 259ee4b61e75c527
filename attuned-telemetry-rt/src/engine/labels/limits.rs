//! The limits on the labels of a series.

/// The limits on the labels of a series.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LabelLimits {
    /// The maximum number of labels.
    pub(crate) labels: usize,
    /// The maximum length of a value, in bytes.
    pub(crate) value_bytes: usize,
}

/// The maximum length of the name of a metric or a label, in bytes. OpenTelemetry has the same limit for the names of
/// instruments.
pub(crate) const MOST_NAME_BYTES: usize = 255;

impl Default for LabelLimits {
    fn default() -> Self {
        Self { labels: 32, value_bytes: 256 }
    }
}
