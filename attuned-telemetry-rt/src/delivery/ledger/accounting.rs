//! The numbers of a ledger at one instant.

/// What happened to the items that were offered to an adapter. At every instant,
/// `accepted = delivered + rejected + failed + dropped + in_flight()`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accounting {
    /// All items that were offered.
    pub accepted: u64,
    /// Items that the backend took.
    pub delivered: u64,
    /// Items that the backend refused, although it took their batch.
    pub rejected: u64,
    /// Items whose export failed, and is not tried again.
    pub failed: u64,
    /// Items for which the queue had no capacity, or that were offered after the shutdown or left by it.
    pub dropped: u64,
    /// Items that wait in the queue.
    pub queued: u64,
    /// Items that are being exported, or wait for the next attempt.
    pub exporting: u64,
}

impl Accounting {
    /// Returns the number of items whose fate is not decided yet.
    #[must_use]
    pub const fn in_flight(&self) -> u64 {
        self.queued + self.exporting
    }

    /// Returns the number of items that are lost.
    #[must_use]
    pub const fn lost(&self) -> u64 {
        self.rejected + self.failed + self.dropped
    }

    /// Whether no item is missing and none is counted twice.
    #[must_use]
    pub const fn is_conserved(&self) -> bool {
        self.accepted == self.delivered + self.lost() + self.in_flight()
    }
}
