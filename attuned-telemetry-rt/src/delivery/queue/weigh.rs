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
