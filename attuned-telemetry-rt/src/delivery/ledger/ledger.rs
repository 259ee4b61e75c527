//! The only place where items are counted.

use super::accounting::Accounting;

/// Counts what happens to each item. Every method keeps the sum: it moves items from one count to another.
#[derive(Debug, Default)]
pub(crate) struct Ledger(Accounting);

impl Ledger {
    /// Returns the current numbers.
    pub(crate) const fn read(&self) -> Accounting {
        self.0
    }

    /// Items enter the queue.
    pub(crate) const fn accept(&mut self, items: u64) {
        self.0.accepted += items;
        self.0.queued += items;
    }

    /// Items are offered, but do not enter the queue.
    pub(crate) const fn refuse(&mut self, items: u64) {
        self.0.accepted += items;
        self.0.dropped += items;
    }

    /// Items leave the queue without being exported.
    pub(crate) const fn drop_queued(&mut self, items: u64) {
        self.0.queued -= items;
        self.0.dropped += items;
    }

    /// Items leave the queue for an export.
    pub(crate) const fn export(&mut self, items: u64) {
        self.0.queued -= items;
        self.0.exporting += items;
    }

    /// The backend took the exported items, except those that it rejected.
    pub(crate) fn deliver(&mut self, items: u64, rejected: u64) {
        let rejected = rejected.min(items);
        self.0.exporting -= items;
        self.0.delivered += items - rejected;
        self.0.rejected += rejected;
    }

    /// The exported items are lost.
    pub(crate) const fn fail(&mut self, items: u64) {
        self.0.exporting -= items;
        self.0.failed += items;
    }
}
