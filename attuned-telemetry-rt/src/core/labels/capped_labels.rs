//! Strings as a metric label, with capped cardinality.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use super::label_value::LabelValue;

/// The label value of everything that exceeds a limit.
pub(crate) const OTHER: &str = "__other__";

/// Maximum length of a label value, in bytes.
const MAX_BYTES: usize = 128;

/// The known strings, and their indexes.
type Known = HashMap<&'static str, usize>;

/// Strings as a metric label with at most `N` values: the first `N` distinct strings keep their text, all later strings
/// become `__other__`.
///
/// Declare one `static` for each label. The first `N` strings are kept until the process ends. A string longer than 128
/// bytes becomes `__other__`; the empty string is an ordinary value. Looking up a known string does not allocate.
///
/// `N` is at most 100,000. If untrusted clients choose the strings, they can use up all `N` values; the number of
/// series stays bounded, and later strings become `__other__`.
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
#[derive(Debug)]
pub struct CappedLabels<const N: usize> {
    known: LazyLock<RwLock<Known>>,
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
        Self { known: LazyLock::new(RwLock::default) }
    }

    /// Returns the label value for a string: the string itself, or `__other__`.
    pub fn label(&'static self, text: &str) -> CappedLabel<N> {
        let (text, index) = find_or_add(&self.known, N, text).unwrap_or((OTHER, N));
        CappedLabel { index, text }
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

/// Returns the stored string and its index; `None` if the string is too long or the set is full.
///
/// Nothing panics while the lock is held, so the strings are valid even if the lock is poisoned.
fn find_or_add(known: &RwLock<Known>, max: usize, text: &str) -> Option<(&'static str, usize)> {
    if text.len() > MAX_BYTES || text == OTHER {
        return None;
    }
    let read = known.read().unwrap_or_else(PoisonError::into_inner);
    let found = read.get_key_value(text).map(|(text, index)| (*text, *index));
    if found.is_some() || read.len() >= max {
        return found;
    }
    drop(read);
    add(&mut known.write().unwrap_or_else(PoisonError::into_inner), max, text)
}

/// Adds the string. Another thread may have added it, or filled the set, in the meantime.
fn add(known: &mut Known, max: usize, text: &str) -> Option<(&'static str, usize)> {
    if let Some((text, index)) = known.get_key_value(text) {
        return Some((text, *index));
    }
    let index = known.len();
    if index >= max {
        return None;
    }
    let text: &'static str = Box::leak(Box::from(text));
    known.insert(text, index);
    Some((text, index))
}
