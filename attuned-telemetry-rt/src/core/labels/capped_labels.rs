//! Strings as a metric label, with capped cardinality.

use core::fmt;
#[cfg(not(target_os = "none"))]
use std::sync::LazyLock;

#[cfg(not(target_os = "none"))]
use super::known_texts::KnownTexts;
use super::label_value::LabelValue;

/// The label value of everything that exceeds a limit.
pub(crate) const OTHER: &str = "__other__";

/// Maximum length of a label value, in bytes.
const MAX_BYTES: usize = 128;

/// Strings as a metric label with at most `N` values: the first `N` distinct strings keep their text, all later strings
/// become `__other__`.
///
/// Declare one `static` for each label. The first `N` strings are kept until the process ends. A string longer than 128
/// bytes becomes `__other__`; the empty string is an ordinary value. Looking up a known string neither allocates nor
/// waits for other threads.
///
/// On a target without `std`, where nothing records labels, every string becomes `__other__`.
///
/// `N` is at most 100,000. If untrusted clients choose the strings, they can use up all `N` values; the number of
/// series stays bounded, and later strings become `__other__`.
///
/// A function with several labels has at most as many combinations of their values as the `series_limit` of the
/// `PrometheusExporter`, or 10,000 with another recorder. In calls with further combinations, all these labels become
/// `__other__`. Unused combinations take no memory.
///
/// ```
/// use attuned_telemetry_rt::{CappedLabels, LabelValue};
///
/// static TENANTS: CappedLabels<2> = CappedLabels::new();
///
/// assert_eq!(TENANTS.label("ada").as_str(), "ada");
/// assert_eq!(TENANTS.label("bob").as_str(), "bob");
/// assert_eq!(TENANTS.label("cleo").as_str(), "__other__");
/// assert_eq!(TENANTS.label("ada").as_str(), "ada");
/// ```
///
/// A `const` does not compile, because each use would create a new set:
///
/// ```compile_fail,E0716
/// use attuned_telemetry_rt::{CappedLabel, CappedLabels};
///
/// const TENANTS: CappedLabels<2> = CappedLabels::new();
///
/// let label = TENANTS.label("ada");
/// ```
pub struct CappedLabels<const N: usize> {
    #[cfg(not(target_os = "none"))]
    known: LazyLock<KnownTexts>,
}

/// A value of a [`CappedLabels`].
///
/// Two `CappedLabels` with the same `N` return values of the same type, but with different indexes. All values of one
/// label must come from the same `CappedLabels`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CappedLabel<const N: usize> {
    index: usize,
    text: &'static str,
}

/// Maximum of `N`.
const MAX_VALUES: usize = 100_000;

impl<const N: usize> CappedLabels<N> {
    /// Creates an empty set.
    #[must_use]
    pub const fn new() -> Self {
        const { assert!(N <= MAX_VALUES, "a label can have at most 100,000 values: reduce `N`") };
        Self {
            #[cfg(not(target_os = "none"))]
            known: LazyLock::new(|| KnownTexts::new(N)),
        }
    }

    /// Returns the label value for a string: the string itself, or `__other__`.
    pub fn label(&'static self, text: &str) -> CappedLabel<N> {
        let known = if text.len() <= MAX_BYTES { self.find_or_add(text) } else { None };
        let (text, index) = known.unwrap_or((OTHER, N));
        CappedLabel { index, text }
    }

    #[cfg(not(target_os = "none"))]
    #[inline]
    fn find_or_add(&'static self, text: &str) -> Option<(&'static str, usize)> {
        self.known.find_or_add(text, OTHER)
    }

    #[cfg(target_os = "none")]
    #[expect(clippy::unused_self, reason = "other targets keep strings")]
    const fn find_or_add(&self, _text: &str) -> Option<(&'static str, usize)> {
        None
    }
}

impl<const N: usize> fmt::Debug for CappedLabels<N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CappedLabels").finish_non_exhaustive()
    }
}

impl<const N: usize> Default for CappedLabels<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> LabelValue for CappedLabel<N> {
    const COUNT: usize = N + 1;

    fn index(&self) -> usize {
        self.index
    }

    fn as_str(&self) -> &'static str {
        self.text
    }
}
