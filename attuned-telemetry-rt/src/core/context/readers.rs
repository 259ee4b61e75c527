//! Whether anything in this process reads ids. While nothing does, calls are not put on the stack.

#[cfg(feature = "observe")]
use crate::core::call::conditions;

/// Whether anything in this process reads ids.
#[inline]
#[cfg(feature = "observe")]
pub(crate) fn is_wanted() -> bool {
    conditions::is_set(conditions::IDS_WANTED)
}

/// Declares that something reads ids. Calls that start from now on are put on the stack.
pub(crate) fn want() {
    #[cfg(feature = "observe")]
    conditions::set(conditions::IDS_WANTED);
}
