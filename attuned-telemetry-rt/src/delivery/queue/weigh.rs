//! The size of queued items.

/// An entry of a queue: one item, or several that are queued together.
pub(crate) trait Weigh {
    /// Returns the number of items in the entry.
    fn items(&self) -> u64 {
        1
    }

    /// Returns the memory that the entry holds, in bytes.
    fn bytes(&self) -> usize;
}
