//! Strings as a metric label, up to a number of them.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use super::label_value::LabelValue;

/// What every string is called for which there is no room.
const OTHER: &str = "__other__";

/// A longer string names nothing that there are few of.
const MOST_BYTES: usize = 128;

/// The strings seen so far, in the order of their numbers.
type Known = HashMap<&'static str, usize>;

/// Strings as a metric label: the first `N` different ones are themselves, all later ones are `__other__`.
///
/// A `static`, one for each label. The first `N` strings are kept until the process ends, at most 128 bytes each; a
/// longer string is `__other__`, as is the string `__other__` itself. The empty string is a string like the others.
/// A known string is looked up without an allocation.
///
/// Which strings are the first is decided by who comes first: where strangers choose the strings, they can fill the
/// places. The metrics then stay bounded, and say `__other__`.
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
/// In a `const` it would begin anew at each use, and does not compile:
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

/// One of the values of a [`CappedLabels`].
///
/// Two `CappedLabels` with the same `N` give values of the same type, and number their strings each for itself: give a
/// label its values from one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CappedLabel<const N: usize> {
    index: usize,
    text: &'static str,
}

/// The most strings that a label can let through; more would be a database, and no label.
const MOST: usize = 100_000;

impl<const N: usize> CappedLabels<N> {
    /// No string is known yet.
    #[must_use]
    pub const fn new() -> Self {
        const { assert!(N <= MOST, "a label has at most 100,000 values: cap it by less") };
        Self { known: LazyLock::new(RwLock::default) }
    }

    /// The value for a string: the string itself, or `__other__`.
    pub fn label(&'static self, text: &str) -> CappedLabel<N> {
        let (text, index) = place(&self.known, N, text).unwrap_or((OTHER, N));
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

/// The string as it is kept, and its number. `None` if there is no place for it.
///
/// Nothing panics while it holds the lock, so the strings are whole also behind a lock that says otherwise.
fn place(known: &RwLock<Known>, most: usize, text: &str) -> Option<(&'static str, usize)> {
    if text.len() > MOST_BYTES || text == OTHER {
        return None;
    }
    let read = known.read().unwrap_or_else(PoisonError::into_inner);
    let found = read.get_key_value(text).map(|(text, index)| (*text, *index));
    if found.is_some() || read.len() >= most {
        return found;
    }
    drop(read);
    add(&mut known.write().unwrap_or_else(PoisonError::into_inner), most, text)
}

/// The same with a place made for it. Another thread may have come first, with this string or with the last one.
fn add(known: &mut Known, most: usize, text: &str) -> Option<(&'static str, usize)> {
    if let Some((text, index)) = known.get_key_value(text) {
        return Some((text, *index));
    }
    let index = known.len();
    if index >= most {
        return None;
    }
    let text: &'static str = Box::leak(Box::from(text));
    known.insert(text, index);
    Some((text, index))
}
