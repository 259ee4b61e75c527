//! The trait of metric label values.

use core::convert::Infallible;

use crate::core::verdict::outcome::Outcome;

/// A type with a bounded number of values, which can be a metric label.
///
/// Derive it with [`#[derive(LabelValue)]`](derive@crate::LabelValue) on an enum without fields.
///
/// | type | label values |
/// |---|---|
/// | `bool` | `false`, `true` |
/// | `Option<T>` | `none`, and the values of `T` |
/// | [`Outcome`] | `success`, `error`, `cancelled`, `panicked` |
/// | [`CappedLabel<N>`](crate::CappedLabel) | up to `N` strings, and `__other__` |
/// | a derived enum | its variants, in `snake_case` |
///
/// `String`, `&str` and numbers do not implement this trait, because their cardinality is unbounded: each new value
/// would create a series, in the process and in Prometheus. Use [`CappedLabels`](crate::CappedLabels) for strings.
///
/// An implementation must return an [`index`](Self::index) less than [`COUNT`](Self::COUNT), and the same text for the
/// same index.
///
/// ```
/// use attuned_telemetry_rt::LabelValue;
///
/// assert_eq!(<Option<bool>>::COUNT, 3);
/// assert_eq!(Some(true).as_str(), "true");
/// assert_eq!(None::<bool>.as_str(), "none");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a metric label: unbounded cardinality",
    label = "each distinct value would create a new series",
    note = "for an enum without fields, add `#[derive(LabelValue)]`",
    note = "for strings, cap the number of values: `static NAMES: CappedLabels<100> = CappedLabels::new();` and `NAMES.label(…)`"
)]
pub trait LabelValue {
    /// Number of different values.
    const COUNT: usize;

    /// Returns the index of this value, less than [`COUNT`](Self::COUNT).
    fn index(&self) -> usize;

    /// Returns the value as it appears in the label.
    fn as_str(&self) -> &'static str;
}

impl<T: LabelValue + ?Sized> LabelValue for &T {
    const COUNT: usize = T::COUNT;

    fn index(&self) -> usize {
        (**self).index()
    }

    fn as_str(&self) -> &'static str {
        (**self).as_str()
    }
}

impl LabelValue for bool {
    const COUNT: usize = 2;

    fn index(&self) -> usize {
        usize::from(*self)
    }

    fn as_str(&self) -> &'static str {
        if *self { "true" } else { "false" }
    }
}

/// `None` has index 0.
impl<T: LabelValue> LabelValue for Option<T> {
    const COUNT: usize = 1 + T::COUNT;

    fn index(&self) -> usize {
        self.as_ref().map_or(0, |value| 1 + value.index())
    }

    fn as_str(&self) -> &'static str {
        self.as_ref().map_or("none", LabelValue::as_str)
    }
}

impl LabelValue for Outcome {
    const COUNT: usize = Self::ALL.len();

    fn index(&self) -> usize {
        *self as usize
    }

    fn as_str(&self) -> &'static str {
        (*self).as_str()
    }
}

impl LabelValue for Infallible {
    const COUNT: usize = 0;

    fn index(&self) -> usize {
        match *self {}
    }

    fn as_str(&self) -> &'static str {
        match *self {}
    }
}
