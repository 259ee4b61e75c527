//! Numbers, durations and Boolean values.
//!
//! Source: <https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#configuration-types>

use std::time::Duration;

use super::fault::{Fault, Reading};
use super::rule::Rule;

/// The maximum of numbers in variables.
const MOST: u64 = 0x7fff_ffff;

/// `true` or `false`, in any case.
pub(in crate::export::otlp::settings) struct Flag;

impl Rule for Flag {
    type Value = bool;

    fn read(&self, text: &str) -> Reading<bool> {
        match text.to_ascii_lowercase().as_str() {
            "true" => Ok(true).into(),
            "false" => Ok(false).into(),
            _ => Err(Fault::new(text, "`true` or `false`")).into(),
        }
    }

    fn shown(&self, value: &bool) -> String {
        value.to_string()
    }
}

/// A number of milliseconds.
pub(in crate::export::otlp::settings) enum Milliseconds {
    /// At least this duration.
    AtLeast(Duration),
    /// A timeout. In a variable, 0 means no timeout.
    Timeout,
}

impl Milliseconds {
    /// No timeout: 2³¹ − 1 milliseconds, almost 25 days.
    const UNLIMITED: Duration = Duration::from_millis(MOST);

    fn least(&self) -> Duration {
        match self {
            Self::AtLeast(least) => *least,
            Self::Timeout => Duration::from_millis(1),
        }
    }
}

impl Rule for Milliseconds {
    type Value = Duration;

    fn read(&self, text: &str) -> Reading<Duration> {
        let (least, zero) = match self {
            Self::AtLeast(least) => (least.as_millis(), ""),
            Self::Timeout => (0, ", where 0 means no timeout"),
        };
        let milliseconds = whole(text).filter(|number| u128::from(*number) >= least);
        let value = milliseconds.map(|number| match (self, number) {
            (Self::Timeout, 0) => Self::UNLIMITED,
            _ => Duration::from_millis(number),
        });
        value
            .ok_or_else(|| Fault::new(text, format!("a whole number of milliseconds from {least} to {MOST}{zero}")))
            .into()
    }

    fn check(&self, value: Duration) -> Result<Duration, Fault> {
        let least = self.least();
        if value >= least {
            return Ok(value.min(Self::UNLIMITED));
        }
        Err(Fault::new(shown_duration(value), format!("at least `{}`", shown_duration(least))))
    }

    fn shown(&self, value: &Duration) -> String {
        if *value == Self::UNLIMITED { "no timeout".to_owned() } else { shown_duration(*value) }
    }
}

/// Returns a duration such as `250ms`.
pub(in crate::export::otlp::settings) fn shown_duration(duration: Duration) -> String {
    format!("{duration:?}")
}

/// A number of items, at least 1.
pub(in crate::export::otlp::settings) struct Count;

impl Rule for Count {
    type Value = usize;

    fn read(&self, text: &str) -> Reading<usize> {
        let count = whole(text).and_then(|number| usize::try_from(number).ok());
        self.checked(count, text).into()
    }

    fn check(&self, value: usize) -> Result<usize, Fault> {
        self.checked(Some(value), &value.to_string())
    }

    fn shown(&self, value: &usize) -> String {
        value.to_string()
    }
}

impl Count {
    #[expect(clippy::unused_self, reason = "it belongs to the rule")]
    fn checked(&self, count: Option<usize>, text: &str) -> Result<usize, Fault> {
        count.filter(|count| *count > 0).ok_or_else(|| Fault::new(text, format!("a whole number from 1 to {MOST}")))
    }
}

/// A limit, which may be 0, or none.
pub(in crate::export::otlp::settings) struct Limit {
    pub(in crate::export::otlp::settings) most: usize,
}

impl Limit {
    /// A limit of any size.
    pub(in crate::export::otlp::settings) const ANY: Self = Self { most: usize::MAX };
}

impl Rule for Limit {
    type Value = Option<usize>;

    fn read(&self, text: &str) -> Reading<Option<usize>> {
        let limit = whole(text).and_then(|number| usize::try_from(number).ok());
        limit.map(Some).ok_or_else(|| Fault::new(text, format!("a whole number from 0 to {MOST}"))).into()
    }

    fn check(&self, value: Option<usize>) -> Result<Option<usize>, Fault> {
        match value {
            Some(limit) if limit > self.most => {
                Err(Fault::new(limit.to_string(), format!("a whole number from 0 to {}", self.most)))
            }
            value => Ok(value),
        }
    }

    fn shown(&self, value: &Option<usize>) -> String {
        value.map_or_else(|| "no limit".to_owned(), |limit| limit.to_string())
    }
}

/// A number from 0 to 1.
pub(in crate::export::otlp::settings) struct Ratio;

impl Rule for Ratio {
    type Value = f64;

    fn read(&self, text: &str) -> Reading<f64> {
        let ratio = text.parse().ok().filter(|ratio| (0.0..=1.0).contains(ratio));
        ratio.ok_or_else(|| Fault::new(text, "a number from 0 to 1")).into()
    }

    fn check(&self, value: f64) -> Result<f64, Fault> {
        if (0.0..=1.0).contains(&value) {
            return Ok(value);
        }
        Err(Fault::new(value.to_string(), "a number from 0 to 1"))
    }

    fn shown(&self, value: &f64) -> String {
        value.to_string()
    }
}

/// Parses a number that consists of digits.
fn whole(text: &str) -> Option<u64> {
    let is_number = text.bytes().all(|letter| letter.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && *number <= MOST)
}
