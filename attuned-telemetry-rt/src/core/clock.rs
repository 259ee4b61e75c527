//! The one place that asks what time it is.

use std::sync::OnceLock;
use std::time::Instant;

#[cfg(feature = "prometheus")]
pub(crate) use counter::start;

/// A reading of the clock that tells the two clocks apart: the processor's counter gives odd readings, the system's
/// clock even ones. In 56 bits, which the counter runs through in more than half a year.
type Reading = u64;

const READING: u64 = (1 << 56) - 1;

/// When a call began, in 7 bytes, so that a byte more fits beside it.
#[derive(Clone, Copy)]
pub(crate) struct Started([u8; 7]);

impl Started {
    #[inline]
    pub(crate) fn now() -> Self {
        let [reading @ .., _] = now().to_le_bytes();
        Self(reading)
    }

    /// Nanoseconds since then, by the clock that was read then.
    #[inline]
    pub(crate) fn elapsed(self) -> u64 {
        let mut started = [0; 8];
        started[..7].copy_from_slice(&self.0);
        let started = Reading::from_le_bytes(started);
        #[cfg(feature = "prometheus")]
        if let Some(elapsed) = counter::since(started) {
            return elapsed;
        }
        system().saturating_sub(started)
    }
}

#[inline]
fn now() -> Reading {
    #[cfg(feature = "prometheus")]
    if let Some(reading) = counter::read() {
        return reading;
    }
    system()
}

/// Nanoseconds since the first call, an even number of them.
fn system() -> Reading {
    static FIRST: OnceLock<Instant> = OnceLock::new();
    let elapsed = FIRST.get_or_init(Instant::now).elapsed();
    let nanoseconds = elapsed.as_secs().wrapping_mul(1_000_000_000).wrapping_add(u64::from(elapsed.subsec_nanos()));
    nanoseconds & READING & !1
}

/// The processor's time-stamp counter, where it runs evenly; otherwise what the system has instead.
#[cfg(feature = "prometheus")]
mod counter {
    use std::sync::OnceLock;

    use quanta::Clock;

    use super::{READING, Reading};

    /// Empty until the counter's pace is known: the system's clock is read as long.
    static COUNTER: OnceLock<Counter> = OnceLock::new();

    struct Counter {
        clock: Clock,
        /// Nanoseconds in 2^32 ticks.
        pace: u64,
    }

    /// Finds out how fast the counter runs, on a thread of its own: it takes up to a fifth of a second.
    pub(crate) fn start() {
        let measure = || {
            let clock = Clock::new();
            let pace = clock.delta_as_nanos(0, 1 << 32);
            // Another engine may have been as quick.
            let _ = COUNTER.set(Counter { clock, pace });
        };
        // Without the thread there is still the system's clock.
        drop(std::thread::Builder::new().name("clock".to_owned()).spawn(measure));
    }

    #[inline]
    pub(super) fn read() -> Option<Reading> {
        Some(COUNTER.get()?.read())
    }

    /// Nanoseconds since a reading, if it is one of the counter's.
    #[inline]
    pub(super) fn since(started: Reading) -> Option<u64> {
        if started & 1 == 0 {
            return None;
        }
        let counter = COUNTER.get()?;
        let ticks = counter.read().wrapping_sub(started) & READING;
        // A counter that another processor has, and that is a little behind, has not run for half a year.
        let ticks = if ticks > READING / 2 { 0 } else { ticks };
        u64::try_from((u128::from(ticks) * u128::from(counter.pace)) >> 32).ok()
    }

    impl Counter {
        #[inline]
        fn read(&self) -> Reading {
            self.clock.raw() & READING | 1
        }
    }
}
