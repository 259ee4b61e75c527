//! The clock of durations: the processor's counter where it is reliable, otherwise the system's clock.

use std::sync::OnceLock;
use std::time::Instant;

#[cfg(feature = "prometheus")]
pub(crate) use counter::start;

/// When a call started, and a tag.
///
/// ```text
/// 63                             8  7      6     0
/// | ticks or nanoseconds          | system | tag  |
/// ```
///
/// The bit `system` is set if the system's clock was read. The 56 bits of the processor's counter wrap around after 278
/// days at 3 GHz. A call has a duration of zero if it takes more than half of that time, or if the counter ran
/// backwards. The nanoseconds of the system's clock, which never runs backwards, wrap around after 834 days, so a call
/// may take that long.
#[derive(Clone, Copy)]
pub(crate) struct Started(u64);

/// Set if the system's clock was read.
const SYSTEM: u64 = 1 << 7;

/// The number of bits below those of the clock.
const TAG_BITS: u32 = 8;

impl Started {
    /// Reads the clock. The tag is 0.
    #[inline]
    pub(crate) fn now() -> Self {
        if Self::is_counter_calibrated() { Self::now_by_counter() } else { Self(system() << TAG_BITS | SYSTEM) }
    }

    /// Reads the processor's counter, which must be [calibrated](Self::is_counter_calibrated). The tag is 0.
    #[inline]
    pub(crate) fn now_by_counter() -> Self {
        #[cfg(feature = "prometheus")]
        return Self(counter::ticks() << TAG_BITS);
        #[cfg(not(feature = "prometheus"))]
        Self(SYSTEM)
    }

    /// Whether the frequency of the processor's counter is known. Once known, it stays known.
    #[inline]
    pub(crate) fn is_counter_calibrated() -> bool {
        #[cfg(feature = "prometheus")]
        return counter::is_known();
        #[cfg(not(feature = "prometheus"))]
        false
    }

    /// Returns the nanoseconds since the start, measured with the clock that was read at the start.
    pub(crate) fn elapsed(self) -> u64 {
        if self.0 & SYSTEM != 0 {
            return self.elapsed_at(system());
        }
        // The counters of two processors may differ a little.
        self.elapsed_by_counter().map_or(0, |elapsed| elapsed.nanoseconds)
    }

    /// Returns the nanoseconds since a start that was read from the system's clock.
    const fn elapsed_at(self, now: u64) -> u64 {
        let start = self.0 >> TAG_BITS << TAG_BITS;
        (now << TAG_BITS).wrapping_sub(start) >> TAG_BITS
    }

    /// Returns the time since a start that was read from the processor's counter, or `None` if the counter is behind
    /// the start.
    #[inline]
    #[cfg_attr(not(feature = "prometheus"), expect(clippy::unused_self, reason = "there is no other clock then"))]
    pub(crate) fn elapsed_by_counter(self) -> Option<Elapsed> {
        #[cfg(feature = "prometheus")]
        {
            let now = counter::ticks() << TAG_BITS;
            let ticks = now.wrapping_sub(self.0);
            (ticks >> 63 == 0).then(|| Elapsed { nanoseconds: counter::nanoseconds(ticks), now })
        }
        #[cfg(not(feature = "prometheus"))]
        None
    }

    /// A start without a time, for calls that are not timed.
    #[inline]
    pub(crate) const fn untimed() -> Self {
        Self(SYSTEM)
    }

    /// Whether the processor's counter was read, and the tag is 0.
    #[inline]
    pub(crate) const fn is_fast_path(self) -> bool {
        self.0.trailing_zeros() >= TAG_BITS
    }

    /// Returns the tag, of 7 bits.
    #[inline]
    pub(crate) const fn tag(self) -> u8 {
        (self.0 & 0x7f) as u8
    }

    #[inline]
    pub(crate) const fn set_tag(&mut self, number: u8) {
        self.0 = self.0 & !0x7f | number as u64;
    }

    /// A tag without a time.
    #[inline]
    pub(crate) const fn tag_only(number: u8) -> Self {
        Self(number as u64)
    }
}

/// A duration measured by the processor's counter, and when the counter was read.
#[derive(Clone, Copy)]
pub(crate) struct Elapsed {
    pub(crate) nanoseconds: u64,
    #[cfg_attr(not(feature = "prometheus"), expect(dead_code, reason = "used by exemplars only"))]
    now: u64,
}

#[cfg(feature = "prometheus")]
impl Elapsed {
    /// Returns when the counter was read, on the scale of [`now`].
    pub(crate) fn at(self) -> u64 {
        counter::nanoseconds(self.now)
    }
}

/// Returns the nanoseconds since an arbitrary time in the past, which differs between the two clocks.
#[cfg(feature = "prometheus")]
pub(crate) fn now() -> u64 {
    if counter::is_known() { counter::nanoseconds(counter::ticks() << TAG_BITS) } else { system() }
}

/// Returns the nanoseconds since the first call of this function.
#[cold]
#[inline(never)]
fn system() -> u64 {
    static FIRST: OnceLock<Instant> = OnceLock::new();
    let elapsed = FIRST.get_or_init(Instant::now).elapsed();
    elapsed.as_secs().wrapping_mul(1_000_000_000).wrapping_add(u64::from(elapsed.subsec_nanos()))
}

/// The processor's time-stamp counter, where its frequency is constant.
#[cfg(feature = "prometheus")]
mod counter {
    use std::sync::atomic::{AtomicU64, Ordering};

    use quanta::Clock;

    use super::TAG_BITS;

    /// The number of nanoseconds in 2^32 ticks. It is 0 until the counter is calibrated, and always 0 if there is no
    /// reliable counter. While it is 0, the system's clock is read.
    static PACE: AtomicU64 = AtomicU64::new(0);

    /// Starts a thread that calibrates the counter. The calibration takes up to 200 ms.
    pub(crate) fn start() {
        let measure = || {
            let pace = Clock::new().delta_as_nanos(0, 1 << 32);
            // If a tick is exactly one nanosecond, this is the system's clock and not the counter.
            if cfg!(target_arch = "x86_64") && pace != 1 << 32 {
                PACE.store(pace, Ordering::Relaxed);
            }
        };
        // If the thread cannot be started, the system's clock is read.
        drop(std::thread::Builder::new().name("clock".to_owned()).spawn(measure));
    }

    #[inline]
    pub(super) fn is_known() -> bool {
        PACE.load(Ordering::Relaxed) != 0
    }

    /// Converts ticks, whose lowest 8 bits are fractions, to nanoseconds.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the nanoseconds need fewer bits than the ticks")]
    pub(super) fn nanoseconds(ticks: u64) -> u64 {
        let scaled = u128::from(ticks) * u128::from(PACE.load(Ordering::Relaxed));
        (scaled >> (32 + TAG_BITS)) as u64
    }

    /// Reads the counter. `quanta` reads it in the same way, but not inline.
    #[inline]
    #[cfg(target_arch = "x86_64")]
    #[expect(unsafe_code, reason = "reading the counter has no effect, and every processor of this kind has it")]
    pub(super) fn ticks() -> u64 {
        // SAFETY: every x86_64 processor has `rdtsc`.
        unsafe { core::arch::x86_64::_rdtsc() }
    }

    /// Never called, because the counter is never calibrated on these processors.
    #[inline]
    #[cfg(not(target_arch = "x86_64"))]
    pub(super) fn ticks() -> u64 {
        0
    }
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
