//! What can be a metric label.

use std::convert::Infallible;

use crate::core::verdict::outcome::Outcome;

/// A type whose values are few: as a metric label it makes a bounded number of series. Derived by
/// [`#[derive(LabelValue)]`](derive@crate::LabelValue) on an enum without fields.
///
/// | type | its values |
/// |---|---|
/// | `bool` | `false`, `true` |
/// | `Option<T>` | `none`, and those of `T` |
/// | [`Outcome`] | `success`, `error`, `cancelled`, `panicked` |
/// | [`CappedLabel<N>`](crate::CappedLabel) | at most `N` strings, and `__other__` |
/// | a derived enum | its variants, in `snake_case` |
///
/// A `String`, a `&str` and a number have no bound and are none: each new value would be a new series in the memory of
/// the process and of the database behind it, for ever.
///
/// Written by hand, [`index`](Self::index) is less than [`COUNT`](Self::COUNT), and values with the same index have the
/// same text.
///
/// ```
/// use attuned_telemetry_rt::LabelValue;
///
/// assert_eq!(<Option<bool>>::COUNT, 3);
/// assert_eq!(Some(true).as_str(), "true");
/// assert_eq!(None::<bool>.as_str(), "none");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no bound, so it cannot be a metric label",
    label = "each different value would be a series of its own",
    note = "an enum without fields can be a label: put `#[derive(LabelValue)]` on it",
    note = "strings can if they are capped: `static NAMES: CappedLabels<100> = CappedLabels::new();` and `NAMES.label(…)`"
)]
pub trait LabelValue {
    /// How many different values there are.
    const COUNT: usize;

    /// Which of them this is: less than [`COUNT`](Self::COUNT).
    fn index(&self) -> usize;

    /// The value as the label shows it.
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

/// `None` comes first.
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
