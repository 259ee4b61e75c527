//! The values that are allowed in a field, and how they are read and shown.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use serde_json::Value;

use super::duration;
use crate::adapters::log_level::LogLevel;
use crate::delivery::{BreakerWindow, OverflowPolicy};

/// The values that are allowed in a field.
pub(in crate::adapters::config) trait Rule: Sync {
    type Value: Clone;

    /// Reads the value of a document. Most values of documents are text.
    fn of_document(&self, value: &Value) -> Option<Self::Value> {
        self.of_text(value.as_str()?)
    }

    /// Reads the value of an environment variable.
    fn of_text(&self, text: &str) -> Option<Self::Value>;

    /// Whether the value is allowed.
    fn allows(&self, _value: &Self::Value) -> bool {
        true
    }

    /// Shows a value as it is written in a document.
    fn shown(&self, value: &Self::Value) -> String;

    /// Says what is allowed.
    fn expected(&self) -> String;
}

/// `true` or `false`.
pub(in crate::adapters::config) struct Flag;

impl Rule for Flag {
    type Value = bool;

    fn of_document(&self, value: &Value) -> Option<bool> {
        value.as_bool()
    }

    fn of_text(&self, text: &str) -> Option<bool> {
        text.to_ascii_lowercase().parse().ok()
    }

    fn shown(&self, value: &bool) -> String {
        value.to_string()
    }

    fn expected(&self) -> String {
        "`true` or `false`".to_owned()
    }
}

/// A level.
pub(in crate::adapters::config) struct Level;

impl Rule for Level {
    type Value = LogLevel;

    fn of_text(&self, text: &str) -> Option<LogLevel> {
        text.parse().ok()
    }

    fn shown(&self, value: &LogLevel) -> String {
        value.to_string()
    }

    fn expected(&self) -> String {
        "one of `trace`, `debug`, `info`, `warn`, `error`".to_owned()
    }
}

/// A whole number of a range.
pub(in crate::adapters::config) struct Whole<N>(pub(in crate::adapters::config) RangeInclusive<N>);

impl<N: Clone + Display + FromStr + PartialOrd + Sync + TryFrom<u64>> Rule for Whole<N> {
    type Value = N;

    fn of_document(&self, value: &Value) -> Option<N> {
        N::try_from(value.as_u64()?).ok()
    }

    fn of_text(&self, text: &str) -> Option<N> {
        text.parse().ok()
    }

    fn allows(&self, value: &N) -> bool {
        self.0.contains(value)
    }

    fn shown(&self, value: &N) -> String {
        value.to_string()
    }

    fn expected(&self) -> String {
        format!("a whole number from {} to {}", self.0.start(), self.0.end())
    }
}

/// A number of a range.
pub(in crate::adapters::config) struct Number(pub(in crate::adapters::config) RangeInclusive<f64>);

impl Rule for Number {
    type Value = f64;

    fn of_document(&self, value: &Value) -> Option<f64> {
        value.as_f64()
    }

    fn of_text(&self, text: &str) -> Option<f64> {
        text.parse().ok()
    }

    fn allows(&self, value: &f64) -> bool {
        self.0.contains(value)
    }

    fn shown(&self, value: &f64) -> String {
        value.to_string()
    }

    fn expected(&self) -> String {
        format!("a number from {} to {}", self.0.start(), self.0.end())
    }
}

/// A duration of a range.
pub(in crate::adapters::config) struct Time(pub(in crate::adapters::config) RangeInclusive<Duration>);

impl Rule for Time {
    type Value = Duration;

    fn of_text(&self, text: &str) -> Option<Duration> {
        duration::parse(text)
    }

    fn allows(&self, value: &Duration) -> bool {
        self.0.contains(value)
    }

    fn shown(&self, value: &Duration) -> String {
        duration::shown(*value)
    }

    fn expected(&self) -> String {
        format!("a duration from `{}` to `{}`", duration::shown(*self.0.start()), duration::shown(*self.0.end()))
    }
}

/// A value that another rule allows, or `off`.
pub(in crate::adapters::config) struct OrOff<R>(pub(in crate::adapters::config) R);

impl<R: Rule> Rule for OrOff<R> {
    type Value = Option<R::Value>;

    fn of_document(&self, value: &Value) -> Option<Self::Value> {
        if value == OFF { Some(None) } else { self.0.of_document(value).map(Some) }
    }

    fn of_text(&self, text: &str) -> Option<Self::Value> {
        if text == OFF { Some(None) } else { self.0.of_text(text).map(Some) }
    }

    fn allows(&self, value: &Self::Value) -> bool {
        value.as_ref().is_none_or(|value| self.0.allows(value))
    }

    fn shown(&self, value: &Self::Value) -> String {
        value.as_ref().map_or_else(|| OFF.to_owned(), |value| self.0.shown(value))
    }

    fn expected(&self) -> String {
        format!("{}, or `{OFF}`", self.0.expected())
    }
}

const OFF: &str = "off";

/// A duration of a range, or `off`, which is [`Duration::MAX`].
pub(in crate::adapters::config) struct MaybeUnlimited(pub(in crate::adapters::config) Time);

impl Rule for MaybeUnlimited {
    type Value = Duration;

    fn of_text(&self, text: &str) -> Option<Duration> {
        if text == OFF { Some(Duration::MAX) } else { self.0.of_text(text) }
    }

    fn allows(&self, value: &Duration) -> bool {
        *value == Duration::MAX || self.0.allows(value)
    }

    fn shown(&self, value: &Duration) -> String {
        self.0.shown(value)
    }

    fn expected(&self) -> String {
        format!("{}, or `{OFF}`", self.0.expected())
    }
}

/// What happens with an item if a queue is full.
pub(in crate::adapters::config) struct Overflow(pub(in crate::adapters::config) Time);

impl Rule for Overflow {
    type Value = OverflowPolicy;

    fn of_text(&self, text: &str) -> Option<OverflowPolicy> {
        match text {
            "drop_newest" => Some(OverflowPolicy::DropNewest),
            "drop_oldest" => Some(OverflowPolicy::DropOldest),
            _ => self.0.of_text(text.strip_prefix("block ")?).map(OverflowPolicy::Block),
        }
    }

    fn allows(&self, value: &OverflowPolicy) -> bool {
        match value {
            OverflowPolicy::Block(maximum) => self.0.allows(maximum),
            _ => true,
        }
    }

    fn shown(&self, value: &OverflowPolicy) -> String {
        match value {
            OverflowPolicy::Block(maximum) => format!("block {}", duration::shown(*maximum)),
            policy => policy.to_string(),
        }
    }

    fn expected(&self) -> String {
        format!("one of `drop_newest`, `drop_oldest`, or `block` and {}", self.0.expected())
    }
}

/// The window of a circuit breaker.
pub(in crate::adapters::config) struct Window(
    pub(in crate::adapters::config) Whole<u32>,
    pub(in crate::adapters::config) Time,
);

impl Rule for Window {
    type Value = BreakerWindow;

    fn of_text(&self, text: &str) -> Option<BreakerWindow> {
        match text.strip_suffix(" calls") {
            Some(calls) => self.0.of_text(calls).map(BreakerWindow::Count),
            None => self.1.of_text(text).map(BreakerWindow::Time),
        }
    }

    fn allows(&self, value: &BreakerWindow) -> bool {
        match value {
            BreakerWindow::Count(calls) => self.0.allows(calls),
            BreakerWindow::Time(time) => self.1.allows(time),
        }
    }

    fn shown(&self, value: &BreakerWindow) -> String {
        match value {
            BreakerWindow::Count(calls) => format!("{calls} calls"),
            BreakerWindow::Time(time) => duration::shown(*time),
        }
    }

    fn expected(&self) -> String {
        format!("{} and `calls`, or {}", self.0.expected(), self.1.expected())
    }
}
