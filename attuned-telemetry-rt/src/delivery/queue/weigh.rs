//! The size of queued items.

use std::sync::Arc;

/// An entry of a queue: one item, or several that are queued together.
pub(crate) trait Weigh {
    /// Returns the number of items in the entry.
    fn items(&self) -> u64 {
        1
    }

    /// Returns the memory that the entry holds, in bytes.
    fn bytes(&self) -> usize;
}

/// A shared entry counts in full for each queue that holds it.
impl<T: Weigh> Weigh for Arc<T> {
    fn items(&self) -> u64 {
        (**self).items()
    }

    fn bytes(&self) -> usize {
        (**self).bytes()
    }
}

/// Returns the memory of an allocation of this size. Usual allocators add a header, and round up to 16 bytes.
pub(crate) const fn allocation(bytes: usize) -> usize {
    if bytes == 0 { 0 } else { (bytes + 8).next_multiple_of(16) }
}
