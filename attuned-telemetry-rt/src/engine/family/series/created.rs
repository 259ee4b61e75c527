//! When a series was created.

use std::time::Duration;

/// When a series was created: hundredths of a second since the engine was created, rounded down. The maximum of 40 bits
/// is 348 years.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Created(u64);

/// The number of bits of [`Created::high`].
pub(super) const HIGH_BITS: u32 = 8;

const MAX: u64 = (1 << (32 + HIGH_BITS)) - 1;

impl Created {
    /// Converts the time since the engine was created.
    pub(crate) fn after(elapsed: Duration) -> Self {
        Self(u64::try_from(elapsed.as_millis() / 10).map_or(MAX, |hundredths| hundredths.min(MAX)))
    }

    /// Joins the two parts.
    pub(super) fn of_parts(high: u32, low: u32) -> Self {
        Self(u64::from(high) << 32 | u64::from(low))
    }

    pub(super) const fn high(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[expect(clippy::cast_possible_truncation, reason = "it is a part")]
    pub(super) const fn low(self) -> u32 {
        self.0 as u32
    }

    /// Returns the hundredths of a second since the engine was created.
    pub(crate) const fn hundredths(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_that_are_created_after_centuries_have_different_times() {
        for days in [0, 496, 497, 498, 36_525] {
            let created = Created::after(Duration::from_secs(days * 86_400) + Duration::from_millis(29));
            assert_eq!(created.hundredths(), days * 8_640_000 + 2);
            assert_eq!(Created::of_parts(created.high(), created.low()), created);
        }
        let last = Created::after(Duration::from_secs(348 * 365 * 86_400));
        assert!(last.hundredths() < MAX && last.high() < 1 << HIGH_BITS);
        assert_eq!(Created::after(Duration::MAX).hundredths(), MAX);
    }
}
