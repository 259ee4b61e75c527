//! Marks threads that deliver. What they do is not collected, so that the pipeline cannot feed itself.

use std::cell::Cell;

thread_local! {
    static IS_DELIVERING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread delivers what was collected.
#[inline]
pub(crate) fn is_delivering() -> bool {
    IS_DELIVERING.try_with(Cell::get).unwrap_or(false)
}

/// Marks this thread until the result is dropped.
#[must_use]
pub(crate) fn enter() -> Delivering {
    Delivering { was_delivering: IS_DELIVERING.try_with(|is_delivering| is_delivering.replace(true)).unwrap_or(false) }
}

/// This thread delivers.
pub(crate) struct Delivering {
    was_delivering: bool,
}

impl Drop for Delivering {
    fn drop(&mut self) {
        let _ = IS_DELIVERING.try_with(|is_delivering| is_delivering.set(self.was_delivering));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_marked_until_the_outermost_mark_is_dropped() {
        assert!(!is_delivering());
        let outer = enter();
        drop(enter());
        assert!(is_delivering());
        drop(outer);
        assert!(!is_delivering());
    }
}
