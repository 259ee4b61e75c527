//! The limits of the header `baggage`, in both directions.
//!
//! Source: <https://www.w3.org/TR/baggage/#limits>

/// The maximum number of entries.
pub(super) const ENTRIES: usize = 64;

/// The maximum number of bytes, with the commas between the entries.
pub(super) const BYTES: usize = 8_192;

/// What is left of the limits.
pub(super) struct Budget {
    entries: usize,
    bytes: usize,
}

impl Budget {
    pub(super) const fn new() -> Self {
        // There is no comma before the first entry.
        Self { entries: ENTRIES, bytes: BYTES + 1 }
    }

    /// Takes an entry of this length. Returns `false` if the entry does not fit.
    pub(super) fn take(&mut self, length: usize) -> bool {
        let fits = self.entries > 0 && length < self.bytes;
        if fits {
            self.entries -= 1;
            self.bytes -= length + 1;
        }
        fits
    }
}
