//! Whether anything in this process reads ids. While nothing does, calls are not put on the stack.

use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(feature = "observe")]
use crate::core::call::conditions;

static WANTED: AtomicBool = AtomicBool::new(false);

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
        conditions::set(conditions::IDS_WANTED);
    }
}
