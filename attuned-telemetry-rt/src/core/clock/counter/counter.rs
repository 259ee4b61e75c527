//! Reads the counter, and converts its ticks.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The number of nanoseconds in 2^32 ticks. It is 0 until the counter is calibrated.
static RATE: AtomicU64 = AtomicU64::new(0);

/// Whether calls that start now read the counter. Otherwise they read the system's clock.
static IS_TRUSTED: AtomicBool = AtomicBool::new(false);

/// Sets the rate. Durations of running calls are converted with the rate at their end, so none is negative.
pub(super) fn set_rate(rate: u64) {
    RATE.store(rate, Ordering::Relaxed);
    IS_TRUSTED.store(true, Ordering::Release);
}

/// Makes calls that start from now on read the system's clock.
pub(super) fn distrust() {
    IS_TRUSTED.store(false, Ordering::Release);
}

#[inline]
pub(crate) fn is_trusted() -> bool {
    IS_TRUSTED.load(Ordering::Acquire)
}

/// Converts ticks, whose lowest `fraction_bits` are fractions, to nanoseconds.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the nanoseconds need fewer bits than the ticks")]
pub(crate) fn nanoseconds(ticks: u64, fraction_bits: u32) -> u64 {
    let scaled = u128::from(ticks) * u128::from(RATE.load(Ordering::Relaxed));
    (scaled >> (32 + fraction_bits)) as u64
}

/// Reads the counter.
#[inline]
#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "reading the counter has no effect, and every processor of this kind has it")]
pub(crate) fn ticks() -> u64 {
    // SAFETY: every x86_64 processor has `rdtsc`.
    unsafe { core::arch::x86_64::_rdtsc() }
}

/// Never called, because the counter is never calibrated on these processors.
#[inline]
#[cfg(not(target_arch = "x86_64"))]
pub(crate) fn ticks() -> u64 {
    0
}
