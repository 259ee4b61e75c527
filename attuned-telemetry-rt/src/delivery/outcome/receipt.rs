//! The answer of a backend that took a batch.

/// The answer of a backend that took a batch: whether it rejected a part of it.
///
/// ```
/// use attuned_telemetry_rt::delivery::Receipt;
///
/// let receipt = Receipt::rejected(2, "two spans are too old");
/// assert_eq!((receipt.rejected_items(), receipt.message()), (2, Some("two spans are too old")));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    rejected: u64,
    message: Option<String>,
}

impl Receipt {
    /// The backend took the whole batch.
    #[must_use]
    pub const fn all() -> Self {
        Self { rejected: 0, message: None }
    }

    /// The backend took the batch except `items` of its items, and said why. They are counted as rejected, and never
    /// retried. A number larger than the batch means the whole batch.
    #[must_use]
    pub fn rejected(items: u64, message: impl Into<String>) -> Self {
        Self { rejected: items, message: Some(message.into()) }
    }

    /// Returns the number of rejected items.
    #[must_use]
    pub const fn rejected_items(&self) -> u64 {
        self.rejected
    }

    /// Returns why items were rejected.
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
