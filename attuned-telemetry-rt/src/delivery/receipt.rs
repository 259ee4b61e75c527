//! The answer of a backend that took a batch.

/// What a backend did with a batch that it accepted. A backend can accept a batch and reject some of its items, for
/// example because their timestamps are too old. These items are counted as rejected, and never sent again.
///
/// ```
/// use attuned_telemetry_rt::delivery::Receipt;
///
/// let receipt = Receipt::rejected(2, "timestamp too old");
/// assert_eq!(receipt.rejected_items(), 2);
/// assert_eq!(Receipt::all().rejected_items(), 0);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    rejected: u64,
    message: Option<String>,
}

impl Receipt {
    /// The backend took all items.
    #[must_use]
    pub const fn all() -> Self {
        Self { rejected: 0, message: None }
    }

    /// The backend rejected this number of items, and took the others. The message is the backend's reason. More items
    /// than the batch has count as the whole batch.
    #[must_use]
    pub fn rejected(items: u64, message: impl Into<String>) -> Self {
        Self { rejected: items, message: Some(message.into()) }
    }

    /// Returns the number of items that the backend rejected.
    #[must_use]
    pub const fn rejected_items(&self) -> u64 {
        self.rejected
    }

    /// Returns the backend's reason, if it rejected items.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Returns a receipt for both of two batches. It has the first message.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { rejected: self.rejected.saturating_add(other.rejected), message: self.message.or(other.message) }
    }
}
