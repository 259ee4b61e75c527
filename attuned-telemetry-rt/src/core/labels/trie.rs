//! A map that only grows, and that is read without waiting.

use super::sync::OnceLock;

/// The number of entries below an entry, as a number of bits.
const BITS: u32 = 3;

/// A map from numbers to entries, which only grows.
///
/// Each entry is at the first free place on the path that the digits of its number describe, so frequent entries, which
/// are usually added early, are near the root. The memory depends on the number of entries, not on the numbers.
pub(crate) struct Trie<T>(OnceLock<Box<Entry<T>>>);

struct Entry<T> {
    value: T,
    below: [Trie<T>; 1 << BITS],
}

/// The place at which an entry was not found.
pub(crate) struct Vacant<'trie, T> {
    trie: &'trie Trie<T>,
    /// The digits of the number that follow on the path.
    digits: usize,
}

impl<T> Default for Trie<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> Trie<T> {
    /// Returns the entry with this number for which `is` is true. Different entries may have the same number.
    #[inline]
    pub(crate) fn find(&self, number: usize, is: impl Fn(&T) -> bool) -> Result<&T, Vacant<'_, T>> {
        Vacant { trie: self, digits: number }.find(is)
    }
}

impl<'trie, T> Vacant<'trie, T> {
    /// Looks up the entry again, which another thread may have added in the meantime.
    #[inline]
    pub(crate) fn find(self, is: impl Fn(&T) -> bool) -> Result<&'trie T, Self> {
        let Self { mut trie, mut digits } = self;
        while let Some(entry) = trie.0.get() {
            if is(&entry.value) {
                return Ok(&entry.value);
            }
            trie = &entry.below[digits % (1 << BITS)];
            digits >>= BITS;
        }
        Err(Self { trie, digits })
    }

    /// Adds an entry for which `is` is true, unless another thread has added it in the meantime.
    pub(crate) fn find_or_add(self, is: impl Fn(&T) -> bool, make: impl Fn() -> T) -> &'trie T {
        let mut vacant = self;
        loop {
            vacant.trie.0.get_or_init(|| Box::new(Entry { value: make(), below: Default::default() }));
            match vacant.find(&is) {
                Ok(value) => return value,
                Err(next) => vacant = next,
            }
        }
    }
}
