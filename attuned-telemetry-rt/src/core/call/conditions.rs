//! Conditions of this process that every call checks when it starts. They are stored in the flags of each operation, so
//! that a call checks all of them with one read.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

/// Something reads ids.
pub(crate) const IDS_WANTED: u8 = 1 << 7;

/// The rate of the processor's counter is not constant, so the system's clock is read.
pub(crate) const NO_COUNTER: u8 = 1 << 5;

static CURRENT: AtomicU8 = AtomicU8::new(0);

/// The flags to update: one element for each operation that has been called.
static FLAGS: Mutex<Vec<&'static AtomicU8>> = Mutex::new(Vec::new());

/// Whether a condition is set.
#[inline]
pub(crate) fn is_set(condition: u8) -> bool {
    CURRENT.load(Ordering::Relaxed) & condition != 0
}

/// Sets a condition for good.
pub(crate) fn set(condition: u8) {
    // Callers may set a condition often.
    if !is_set(condition) && CURRENT.fetch_or(condition, Ordering::AcqRel) & condition == 0 {
        for flags in FLAGS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            flags.fetch_or(condition, Ordering::Relaxed);
        }
    }
}

/// Sets the conditions in these flags, now and later.
pub(crate) fn keep_informed(flags: &'static AtomicU8) {
    FLAGS.lock().unwrap_or_else(PoisonError::into_inner).push(flags);
    // If `set` took the lock before the flags were in the list, the condition is read here. Otherwise `set` sets it.
    flags.fetch_or(CURRENT.load(Ordering::Acquire), Ordering::Relaxed);
}
