//! The one place that asks what time it is.

use std::sync::OnceLock;
use std::time::Instant;

#[cfg(feature = "prometheus")]
pub(crate) use counter::start;

/// A reading of a clock, in 56 bits. It is odd if it is the processor's counter's, which runs through them in more than
/// half a year, and even if it is the system's clock's.
type Reading = u64;

const READING: u64 = (1 << 56) - 1;

/// When a call began, with room for one byte beside it.
#[derive(Clone, Copy)]
pub(crate) struct Started(u64);

impl Started {
    /// Now, with 0 beside it.
    #[inline]
    pub(crate) fn now() -> Self {
        #[cfg(feature = "prometheus")]
        if let Some(reading) = counter::read() {
            return Self(reading);
        }
        Self(system())
    }

    /// Nanoseconds since then, by the clock that was read then.
    pub(crate) fn elapsed(self) -> u64 {
        self.counted().unwrap_or_else(|| system().saturating_sub(self.0 & READING))
    }

    /// The same, if it was the processor's counter that was read.
    #[inline]
    #[cfg_attr(not(feature = "prometheus"), expect(clippy::unused_self, reason = "there is no other clock then"))]
    pub(crate) fn counted(self) -> Option<u64> {
        #[cfg(feature = "prometheus")]
        return counter::since(self.0);
        #[cfg(not(feature = "prometheus"))]
        None
    }

    /// The byte beside it.
    #[inline]
    pub(crate) const fn beside(self) -> u8 {
        (self.0 >> 56) as u8
    }

    #[inline]
    pub(crate) fn set_beside(&mut self, byte: u8) {
        self.0 = self.0 & READING | u64::from(byte) << 56;
    }
}

/// Nanoseconds since the first call, an even number of them.
#[cold]
#[inline(never)]
fn system() -> Reading {
    static FIRST: OnceLock<Instant> = OnceLock::new();
    let elapsed = FIRST.get_or_init(Instant::now).elapsed();
    let nanoseconds = elapsed.as_secs().wrapping_mul(1_000_000_000).wrapping_add(u64::from(elapsed.subsec_nanos()));
    nanoseconds & READING & !1
}

/// The processor's time-stamp counter, where it runs evenly.
#[cfg(feature = "prometheus")]
mod counter {
    use std::sync::atomic::{AtomicU64, Ordering};

    use quanta::Clock;

    use super::{READING, Reading};

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
    pub(super) fn read() -> Option<Reading> {
        (PACE.load(Ordering::Relaxed) != 0).then(|| ticks() & READING | 1)
    }

    /// Nanoseconds since a reading, if it is one of the counter's.
    #[inline]
    pub(super) fn since(started: u64) -> Option<u64> {
        if started & 1 == 0 {
            return None;
        }
        let ticks = ticks().wrapping_sub(started) & READING;
        // A counter that another processor has, and that is a little behind, has not run for half a year.
        if ticks > READING / 2 {
            return Some(0);
        }
        let pace = PACE.load(Ordering::Relaxed);
        Some((u128::from(ticks) * u128::from(pace) >> 32) as u64)
    }

    /// The processor's counter. `quanta` reads it in the same way, but in a function that is called.
    #[inline]
    #[cfg(target_arch = "x86_64")]
    #[expect(unsafe_code, reason = "reading the counter has no effect, and every processor of this kind has it")]
    fn ticks() -> u64 {
        // SAFETY: `rdtsc` is a part of x86_64.
        unsafe { core::arch::x86_64::_rdtsc() }
    }

    /// Never asked: the pace is not known.
    #[inline]
    #[cfg(not(target_arch = "x86_64"))]
    fn ticks() -> u64 {
        0
    }
}
