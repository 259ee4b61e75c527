//! Whether anything in this process reads ids: calls have no place on the stack before.

#[cfg(feature = "observe")]
use std::sync::atomic::AtomicU8;
use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(feature = "observe")]
use std::sync::{Mutex, PoisonError};

static WANTED: AtomicBool = AtomicBool::new(false);

/// The flags that change when ids are wanted, one for each operation that has been called.
#[cfg(feature = "observe")]
static FLAGS: Mutex<Vec<&'static AtomicU8>> = Mutex::new(Vec::new());

/// In the flags of an operation: ids are wanted. A call reads its flags in any case, so that it need not ask
/// [`is_wanted`].
#[cfg(feature = "observe")]
pub(crate) const IDS_WANTED: u8 = 1 << 7;

/// Whether anything in this process reads ids.
#[inline]
#[cfg(feature = "observe")]
pub(crate) fn is_wanted() -> bool {
    WANTED.load(Ordering::Relaxed)
}

/// Something reads ids: calls that start from now on have a place on the stack.
pub(crate) fn want() {
    if !WANTED.swap(true, Ordering::AcqRel) {
        #[cfg(feature = "observe")]
        for flags in FLAGS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            flags.fetch_or(IDS_WANTED, Ordering::Relaxed);
        }
    }
}

/// Sets [`IDS_WANTED`] in these flags as soon as ids are wanted.
#[cfg(feature = "observe")]
pub(crate) fn keep_informed(flags: &'static AtomicU8) {
    FLAGS.lock().unwrap_or_else(PoisonError::into_inner).push(flags);
    // Either `want` finds the flags in the list, or it took the lock before, and what it stored is seen here.
    if is_wanted() {
        flags.fetch_or(IDS_WANTED, Ordering::Relaxed);
    }
}
