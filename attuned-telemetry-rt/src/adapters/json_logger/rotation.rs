//! When a log file is rotated.

use std::time::Duration;

use crate::delivery::DeliveryError;

/// When a log file is rotated, and how many old files are kept.
///
/// The file `shop.log` is renamed to `shop.log.1`, `shop.log.1` to `shop.log.2` and so on. The oldest file is removed.
///
/// ```
/// use std::time::Duration;
///
/// use attuned_telemetry_rt::adapters::LogRotation;
///
/// let rotation = LogRotation { every: Some(Duration::from_secs(24 * 60 * 60)), keep: 7, ..LogRotation::default() };
/// assert_eq!(rotation.maximum_bytes, Some(100 << 20));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRotation {
    /// A file is rotated before it exceeds this size. A batch is written to one file, so a batch that is larger on its
    /// own exceeds the size. `None` if the size does not matter. Default: 100 MiB.
    pub maximum_bytes: Option<u64>,
    /// A file is rotated at every multiple of this time since 1970 in UTC, one second at least: with 24 hours, at
    /// midnight. It is rotated when the next record is written. `None` if the time does not matter. Default: `None`.
    pub every: Option<Duration>,
    /// The number of old files that are kept, at most 10,000. Default: 5.
    pub keep: u32,
}

impl Default for LogRotation {
    fn default() -> Self {
        Self { maximum_bytes: Some(100 << 20), every: None, keep: 5 }
    }
}

const MAXIMUM_KEPT: u32 = 10_000;
const MINIMUM_TIME: Duration = Duration::from_secs(1);

impl LogRotation {
    /// A file that is never rotated.
    #[must_use]
    pub const fn never() -> Self {
        Self { maximum_bytes: None, every: None, keep: 0 }
    }

    pub(super) fn check(&self) -> Result<(), DeliveryError> {
        let wrong = |field, value: String, expected| {
            Err(DeliveryError::configuration(format!("`{field}` is `{value}`, expected {expected}")))
        };
        match self {
            Self { maximum_bytes: Some(0), .. } => wrong("maximum_bytes", "0".to_owned(), "1 or more, or `None`"),
            Self { every: Some(time), .. } if *time < MINIMUM_TIME => {
                wrong("every", format!("{time:?}"), "`1s` or more, or `None`")
            }
            Self { keep, .. } if *keep > MAXIMUM_KEPT => wrong("keep", keep.to_string(), "a number from 0 to 10000"),
            _ => Ok(()),
        }
    }
}
