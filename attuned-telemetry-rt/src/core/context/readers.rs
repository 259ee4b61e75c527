//! Whether anything in this process reads ids. While nothing does, calls are not put on the stack.

#[cfg(feature = "observe")]
use std::sync::atomic::AtomicU8;
use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(feature = "observe")]
use std::sync::{Mutex, PoisonError};

static WANTED: AtomicBool = AtomicBool::new(false);

/// The flags to update when ids are wanted: one element for each operation that has been called.
#[cfg(feature = "observe")]
static FLAGS: Mutex<Vec<&'static AtomicU8>> = Mutex::new(Vec::new());

/// Set in the flags of an operation if ids are wanted. A call reads its flags anyway, so it need not call
/// [`is_wanted`].
#[cfg(feature = "observe")]
pub(crate) const IDS_WANTED: u8 = 1 << 7;

/// Whether anything in this process reads ids.
#[inline]
#[cfg(feature = "observe")]
pub(crate) fn is_wanted() -> bool {
    WANTED.load(Ordering::Relaxed)
}

/// Declares that something reads ids. Calls that start from now on are put on the stack.
pub(crate) fn want() {
    if !WANTED.swap(true, Ordering::AcqRel) {
        #[cfg(feature = "observe")]
        for flags in FLAGS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            flags.fetch_or(IDS_WANTED, Ordering::Relaxed);
        }
    }
}

/// Sets [`IDS_WANTED`] in these flags now or when ids are first wanted.
#[cfg(feature = "observe")]
pub(crate) fn keep_informed(flags: &'static AtomicU8) {
    FLAGS.lock().unwrap_or_else(PoisonError::into_inner).push(flags);
    // If `want` took the lock before the flags were in the list, `is_wanted` returns `true` here. Otherwise `want` sets
    // the flag.
    if is_wanted() {
        flags.fetch_or(IDS_WANTED, Ordering::Relaxed);
    }
}
