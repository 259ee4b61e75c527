//! Strings that are kept until the process ends.

#[cfg(not(target_os = "none"))]
use std::collections::HashMap;
#[cfg(not(target_os = "none"))]
use std::sync::{LazyLock, PoisonError, RwLock};

/// Strings that are kept until the process ends, with their indexes. Without `std`, no strings are kept.
#[derive(Debug)]
pub(super) struct KnownStrings {
    #[cfg(not(target_os = "none"))]
    indexes: LazyLock<RwLock<Indexes>>,
}

#[cfg(not(target_os = "none"))]
type Indexes = HashMap<&'static str, usize>;

#[cfg(not(target_os = "none"))]
impl KnownStrings {
    pub(super) const fn new() -> Self {
        Self { indexes: LazyLock::new(RwLock::default) }
    }

    /// Returns the stored string and its index. Returns `None` if the string is new and there are `max` strings.
    ///
    /// Nothing panics while the lock is held, so the strings are valid even if the lock is poisoned.
    pub(super) fn find_or_add(&self, text: &str, max: usize) -> Option<(&'static str, usize)> {
        let read = self.indexes.read().unwrap_or_else(PoisonError::into_inner);
        let found = read.get_key_value(text).map(|(text, index)| (*text, *index));
        if found.is_some() || read.len() >= max {
            return found;
        }
        drop(read);
        add(&mut self.indexes.write().unwrap_or_else(PoisonError::into_inner), max, text)
    }
}

/// Adds the string. Another thread may have added it, or filled the set, in the meantime.
#[cfg(not(target_os = "none"))]
fn add(indexes: &mut Indexes, max: usize, text: &str) -> Option<(&'static str, usize)> {
    if let Some((text, index)) = indexes.get_key_value(text) {
        return Some((text, *index));
    }
    let index = indexes.len();
    if index >= max {
        return None;
    }
    let text: &'static str = Box::leak(Box::from(text));
    indexes.insert(text, index);
    Some((text, index))
}

#[cfg(target_os = "none")]
impl KnownStrings {
    pub(super) const fn new() -> Self {
        Self {}
    }

    #[expect(clippy::unused_self, reason = "other targets keep strings")]
    pub(super) const fn find_or_add(&self, _text: &str, _max: usize) -> Option<(&'static str, usize)> {
        None
    }
}
