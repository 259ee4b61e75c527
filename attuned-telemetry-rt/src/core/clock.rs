//! The one place that asks what time it is.

use std::sync::OnceLock;
use std::time::Instant;

#[cfg(feature = "prometheus")]
pub(crate) use counter::start;

/// When a call began, with room for 7 bits beside it: 56 bits of a clock, one that says which clock it is, and those.
///
/// The clock is the system's, or the processor's counter, which runs through 56 bits in 278 days at 3 GHz. A call that
/// takes more than half of that cannot be told from one whose counter is behind, and is shown as one of no time.
#[derive(Clone, Copy)]
pub(crate) struct Started(u64);

/// The bit of a reading of the system's clock.
const SYSTEM: u64 = 1 << 7;

/// How many bits are beside the clock.
const TAG_BITS: u32 = 8;

impl Started {
    /// Now, with 0 beside it.
    #[inline]
    pub(crate) fn now() -> Self {
        if Self::is_counter_calibrated() { Self::now_by_counter() } else { Self(system() << TAG_BITS | SYSTEM) }
    }

    /// The same by the processor's counter, whose pace [is known](Self::is_counter_calibrated).
    #[inline]
    pub(crate) fn now_by_counter() -> Self {
        #[cfg(feature = "prometheus")]
        return Self(counter::ticks() << TAG_BITS);
        #[cfg(not(feature = "prometheus"))]
        Self(SYSTEM)
    }

    /// Whether the pace of the processor's counter is known. Once it is, it stays so.
    #[inline]
    pub(crate) fn is_counter_calibrated() -> bool {
        #[cfg(feature = "prometheus")]
        return counter::is_known();
        #[cfg(not(feature = "prometheus"))]
        false
    }

    /// Nanoseconds since then, by the clock that was read then.
    pub(crate) fn elapsed(self) -> u64 {
        if self.0 & SYSTEM != 0 {
            return (system() << TAG_BITS).saturating_sub(self.0) >> TAG_BITS;
        }
        // The counter of another processor may be a little behind.
        self.elapsed_by_counter().map_or(0, |elapsed| elapsed.nanoseconds)
    }

    /// The same, if it was the processor's counter that was read. `None` if the counter is behind.
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

    /// No time, for a call whose duration nobody asks for.
    #[inline]
    pub(crate) const fn untimed() -> Self {
        Self(SYSTEM)
    }

    /// Whether the processor's counter was read, and 0 is beside it.
    #[inline]
    pub(crate) const fn is_fast_path(self) -> bool {
        self.0.trailing_zeros() >= TAG_BITS
    }

    /// What is beside it.
    #[inline]
    pub(crate) const fn tag(self) -> u8 {
        (self.0 & 0x7f) as u8
    }

    #[inline]
    pub(crate) const fn set_tag(&mut self, number: u8) {
        self.0 = self.0 & !0x7f | number as u64;
    }

    /// No time, but only what is beside it.
    #[inline]
    pub(crate) const fn tag_only(number: u8) -> Self {
        Self(number as u64)
    }
}

/// How long it took by the processor's counter, and when that was read.
#[derive(Clone, Copy)]
pub(crate) struct Elapsed {
    pub(crate) nanoseconds: u64,
    #[cfg_attr(not(feature = "prometheus"), expect(dead_code, reason = "exemplars ask for it"))]
    now: u64,
}

#[cfg(feature = "prometheus")]
impl Elapsed {
    /// When it was read, as [`now`] has it.
    pub(crate) fn at(self) -> u64 {
        counter::nanoseconds(self.now)
    }
}

/// Nanoseconds after some time in the past, on which the two clocks do not agree.
#[cfg(feature = "prometheus")]
pub(crate) fn now() -> u64 {
    if counter::is_known() { counter::nanoseconds(counter::ticks() << TAG_BITS) } else { system() }
}

/// Nanoseconds since the first call.
#[cold]
#[inline(never)]
fn system() -> u64 {
    static FIRST: OnceLock<Instant> = OnceLock::new();
    let elapsed = FIRST.get_or_init(Instant::now).elapsed();
    elapsed.as_secs().wrapping_mul(1_000_000_000).wrapping_add(u64::from(elapsed.subsec_nanos()))
}

/// The processor's time-stamp counter, where it runs evenly.
#[cfg(feature = "prometheus")]
mod counter {
    use std::sync::atomic::{AtomicU64, Ordering};

    use quanta::Clock;

    use super::TAG_BITS;

    /// Nanoseconds in 2^32 ticks. 0 until that is known, and as long as there is no counter that can be relied on: the
    /// system's clock is read then.
    static PACE: AtomicU64 = AtomicU64::new(0);

    /// Finds out how fast the counter runs, on a thread of its own: it takes up to a fifth of a second.
    pub(crate) fn start() {
        let measure = || {
            let pace = Clock::new().delta_as_nanos(0, 1 << 32);
            // A clock whose ticks are nanoseconds is the system's.
            if cfg!(target_arch = "x86_64") && pace != 1 << 32 {
                PACE.store(pace, Ordering::Relaxed);
            }
        };
        // Without the thread there is still the system's clock.
        drop(std::thread::Builder::new().name("clock".to_owned()).spawn(measure));
    }

    #[inline]
    pub(super) fn is_known() -> bool {
        PACE.load(Ordering::Relaxed) != 0
    }

    /// Nanoseconds of ticks, whose lowest bits are parts of a tick.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "64 bits of ticks are fewer bits of nanoseconds")]
    pub(super) fn nanoseconds(ticks: u64) -> u64 {
        let scaled = u128::from(ticks) * u128::from(PACE.load(Ordering::Relaxed));
        (scaled >> (32 + TAG_BITS)) as u64
    }

    /// The processor's counter. `quanta` reads it in the same way, but in a function that is called.
    #[inline]
    #[cfg(target_arch = "x86_64")]
    #[expect(unsafe_code, reason = "reading the counter has no effect, and every processor of this kind has it")]
    pub(super) fn ticks() -> u64 {
        // SAFETY: `rdtsc` is a part of x86_64.
        unsafe { core::arch::x86_64::_rdtsc() }
    }

    /// Never asked: the pace is not known.
    #[inline]
    #[cfg(not(target_arch = "x86_64"))]
    pub(super) fn ticks() -> u64 {
        0
    }
}
