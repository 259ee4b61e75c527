//! Conditions of this process that every call checks when it starts. They are stored in the flags of each operation, so
//! that a call checks all of them with one read.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

/// Something reads ids.
pub(crate) const IDS_WANTED: u8 = 1 << 7;

/// The processor's counter is no longer reliable.
pub(crate) const NO_COUNTER: u8 = 1 << 5;

static CURRENT: AtomicU8 = AtomicU8::new(0);

/// The flags to update: one element for each operation that has been called.
static FLAGS: Mutex<Vec<&'static AtomicU8>> = Mutex::new(Vec::new());

/// Sets a condition for good.
pub(crate) fn set(condition: u8) {
    if CURRENT.fetch_or(condition, Ordering::AcqRel) & condition == 0 {
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
