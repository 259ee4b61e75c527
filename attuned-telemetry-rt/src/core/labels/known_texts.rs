//! The strings that a label has had so far. Known strings are read without waiting.

use std::sync::PoisonError;

use super::sync::{AtomicUsize, Mutex, Ordering};
use super::text_hasher::TextHasher;
use super::trie::{Trie, Vacant};

/// Up to `max` strings, each with its index. A string stays until the process ends.
pub(crate) struct KnownTexts {
    max: usize,
    hasher: TextHasher,
    texts: Trie<Known>,
    /// The number of strings. It is increased after a string is added, under the lock `adding`.
    count: AtomicUsize,
    adding: Mutex<()>,
}

#[derive(Clone, Copy)]
struct Known {
    hash: usize,
    text: &'static str,
    index: usize,
}

impl Known {
    /// Comparing hashes first avoids most comparisons of different texts.
    #[inline]
    fn is(&self, hash: usize, text: &str) -> bool {
        self.hash == hash && self.text == text
    }
}

impl KnownTexts {
    /// Creates an empty set.
    pub(crate) fn new(max: usize) -> Self {
        let (texts, count) = (Trie::default(), AtomicUsize::new(0));
        Self { max, hasher: TextHasher::new(), texts, count, adding: Mutex::new(()) }
    }

    /// Returns the stored string and its index. Adds the string if it is unknown. Returns `None` if the set is full or
    /// the string is `reserved`, which is never added.
    #[inline]
    pub(crate) fn find_or_add(&self, text: &str, reserved: &str) -> Option<(&'static str, usize)> {
        let hash = self.hasher.hash(text);
        match self.texts.find(hash, |known| known.is(hash, text)) {
            Ok(known) => Some((known.text, known.index)),
            Err(vacant) if text != reserved => self.add(vacant, hash, text),
            Err(_) => None,
        }
    }

    /// Adds the string. Another thread may have added it, or filled the set, in the meantime.
    #[cold]
    fn add(&self, vacant: Vacant<'_, Known>, hash: usize, text: &str) -> Option<(&'static str, usize)> {
        let is = |known: &Known| known.is(hash, text);
        let full = |vacant: Vacant<'_, Known>| vacant.find(is).ok().map(|known| (known.text, known.index));
        // A set that was full at this time contains all its strings, so the string is unknown if it is not found now.
        if self.count.load(Ordering::Acquire) >= self.max {
            return full(vacant);
        }
        // Nothing panics while the lock is held, so the strings are valid even if the lock is poisoned.
        let _adding = self.adding.lock().unwrap_or_else(PoisonError::into_inner);
        let index = self.count.load(Ordering::Relaxed);
        if index >= self.max {
            return full(vacant);
        }
        let known = vacant.find_or_add(is, || Known { hash, text: Box::leak(Box::from(text)), index });
        if known.index == index {
            self.count.store(index + 1, Ordering::Release);
        }
        Some((known.text, known.index))
    }
}
