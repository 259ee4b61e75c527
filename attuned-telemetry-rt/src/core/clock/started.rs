//! When a call started, and how long it took: measured with the processor's counter where it is reliable, otherwise
//! with the system's clock.

use std::sync::OnceLock;

#[cfg(feature = "engine")]
use super::counter::counter;
use super::system::{HAS_CLOCK, Moment};

/// When a call started, and a tag.
///
/// ```text
/// 63                             8  7      6     0
/// | ticks or nanoseconds          | system | tag  |
/// ```
///
/// The bit `system` is set if the system's clock was read, or if no clock was read. The 56 bits of the processor's
/// counter wrap around after 278 days at 3 GHz. A call has a duration of zero if it takes more than half of that time,
/// or if the counter ran backwards. The nanoseconds of the system's clock, which never runs backwards, wrap around
/// after 834 days, so a call may take that long.
#[derive(Clone, Copy)]
pub(crate) struct Started(u64);

/// Set if the system's clock was read, or if no clock was read.
const SYSTEM: u64 = 1 << 7;

/// The number of bits below those of the clock.
const TAG_BITS: u32 = 8;

impl Started {
    /// Reads the clock, if the target has one. The tag is 0.
    #[inline]
    pub(crate) fn now() -> Self {
        match () {
            () if Self::is_counter_calibrated() => Self::now_by_counter(),
            () if HAS_CLOCK => Self(system() << TAG_BITS | SYSTEM),
            () => Self::untimed(),
        }
    }

    /// Reads the processor's counter, which must have been [calibrated](Self::is_counter_calibrated) once. The tag is
    /// 0.
    #[inline(always)]
    pub(crate) fn now_by_counter() -> Self {
        #[cfg(feature = "engine")]
        return Self(counter::ticks() << TAG_BITS);
        #[cfg(not(feature = "engine"))]
        Self(SYSTEM)
    }

    /// Whether the processor's counter is calibrated and reliable.
    #[inline]
    pub(crate) fn is_counter_calibrated() -> bool {
        #[cfg(feature = "engine")]
        return counter::is_trusted();
        #[cfg(not(feature = "engine"))]
        false
    }

    /// Returns the nanoseconds since the start, measured with the clock that was read at the start. Returns `None` if
    /// the start is [untimed](Self::untimed).
    pub(crate) fn elapsed(self) -> Option<u64> {
        if self.0 >> TAG_BITS == 0 {
            return None;
        }
        if self.0 & SYSTEM != 0 {
            return Some(self.elapsed_at(system()));
        }
        // The counters of two processors may differ a little.
        Some(self.elapsed_by_counter().map_or(0, |elapsed| elapsed.nanoseconds))
    }

    /// Returns the nanoseconds from an earlier time to this one. Both have the tag 0. Returns `None` if they were read
    /// from different clocks, or if the counter is behind.
    #[inline]
    #[cfg(any(feature = "adapters", feature = "init", feature = "reqwest", feature = "tower"))]
    pub(crate) fn since(self, earlier: Self) -> Option<u64> {
        if (self.0 ^ earlier.0) & SYSTEM != 0 {
            return None;
        }
        let ticks = self.0.wrapping_sub(earlier.0);
        match () {
            () if ticks >> 63 != 0 => None,
            () if self.0 & SYSTEM != 0 => Some(ticks >> TAG_BITS),
            #[cfg(feature = "engine")]
            () => Some(counter::nanoseconds(ticks, TAG_BITS)),
            #[cfg(not(feature = "engine"))]
            () => None,
        }
    }

    /// Returns the number that stores the time.
    #[inline]
    #[cfg(any(feature = "adapters", feature = "init"))]
    pub(crate) const fn number(self) -> u64 {
        self.0
    }

    /// Returns the time with this [number](Self::number).
    #[inline]
    #[cfg(any(feature = "adapters", feature = "init"))]
    pub(crate) const fn of_number(number: u64) -> Self {
        Self(number)
    }

    /// Returns the nanoseconds since a start that was read from the system's clock.
    const fn elapsed_at(self, now: u64) -> u64 {
        let start = self.0 >> TAG_BITS << TAG_BITS;
        (now << TAG_BITS).wrapping_sub(start) >> TAG_BITS
    }

    /// Returns the time since a start that was read from the processor's counter, or `None` if the counter is behind
    /// the start.
    #[inline]
    #[cfg_attr(not(feature = "engine"), expect(clippy::unused_self, reason = "there is no other clock then"))]
    pub(crate) fn elapsed_by_counter(self) -> Option<Elapsed> {
        #[cfg(feature = "engine")]
        {
            let now = counter::ticks() << TAG_BITS;
            let ticks = now.wrapping_sub(self.0);
            (ticks >> 63 == 0).then(|| Elapsed { nanoseconds: counter::nanoseconds(ticks, TAG_BITS), now })
        }
        #[cfg(not(feature = "engine"))]
        None
    }

    /// A start without a time, for calls that are not timed.
    #[inline(always)]
    pub(crate) const fn untimed() -> Self {
        Self(SYSTEM)
    }

    /// Whether the start has no time, and the tag is 0.
    #[inline(always)]
    pub(crate) const fn is_untimed(self) -> bool {
        self.0 == Self::untimed().0
    }

    /// Whether the processor's counter was read, and the tag is 0.
    #[inline(always)]
    pub(crate) const fn is_fast_path(self) -> bool {
        self.0.trailing_zeros() >= TAG_BITS
    }

    /// Returns the tag, of 7 bits.
    #[inline(always)]
    pub(crate) const fn tag(self) -> u8 {
        (self.0 & 0x7f) as u8
    }

    #[inline(always)]
    pub(crate) const fn set_tag(&mut self, number: u8) {
        self.0 = self.0 & !0x7f | number as u64;
    }

    /// A tag without a time.
    #[inline(always)]
    pub(crate) const fn tag_only(number: u8) -> Self {
        Self(number as u64)
    }
}

/// A duration measured by the processor's counter, and when the counter was read.
#[derive(Clone, Copy)]
pub(crate) struct Elapsed {
    pub(crate) nanoseconds: u64,
    #[cfg_attr(not(feature = "engine"), expect(dead_code, reason = "used by exemplars only"))]
    now: u64,
}

#[cfg(feature = "engine")]
impl Elapsed {
    /// Returns when the counter was read, on the scale of [`now`].
    pub(crate) fn at(self) -> u64 {
        counter::nanoseconds(self.now, TAG_BITS)
    }
}

/// Returns the nanoseconds since an arbitrary time in the past, which differs between the two clocks.
#[cfg(feature = "engine")]
pub(crate) fn now() -> u64 {
    if counter::is_trusted() { counter::nanoseconds(counter::ticks() << TAG_BITS, TAG_BITS) } else { system() }
}

/// Returns the nanoseconds since the first call of this function, plus 1, so that no time is 0.
#[cold]
#[inline(never)]
fn system() -> u64 {
    static FIRST: OnceLock<Moment> = OnceLock::new();
    let elapsed = FIRST.get_or_init(Moment::now).elapsed().unwrap_or_default();
    elapsed.as_secs().wrapping_mul(1_000_000_000).wrapping_add(u64::from(elapsed.subsec_nanos()) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn call_during_which_the_nanoseconds_of_the_process_exceed_56_bits_has_its_duration() {
        let start = (1 << 56) - 3;
        let started = |time: u64| Started(time << TAG_BITS | SYSTEM | 5);
        assert_eq!(
            [start, start + 2, start + 3, start + 1_000].map(|now| started(start).elapsed_at(now)),
            [0, 2, 3, 1_000]
        );
        assert_eq!(started(1 << 57).elapsed_at((1 << 57) + 7), 7);
    }
}
