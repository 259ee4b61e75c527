//! A hasher without random keys, because every execution of a model must take the same path. All strings have the same
//! hash, so that threads compete for each place.

pub(crate) struct TextHasher(usize);

impl TextHasher {
    pub(crate) fn new() -> Self {
        Self(0)
    }

    pub(crate) fn hash(&self, _: &str) -> usize {
        self.0
    }
}
