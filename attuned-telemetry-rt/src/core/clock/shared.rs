//! A time that a span and a metric share, so that they have the same duration.

#[cfg(any(feature = "reqwest", feature = "tower"))]
use std::cell::Cell;

use super::started::Started;

#[cfg(any(feature = "reqwest", feature = "tower"))]
thread_local! {
    static SHARED: Cell<Option<Started>> = const { Cell::new(None) };
}

/// Runs `scope`, in which [`now`] returns this time. Spans that are opened or closed in `scope` use it.
#[cfg(any(feature = "reqwest", feature = "tower"))]
pub(crate) fn with<R>(time: Started, scope: impl FnOnce() -> R) -> R {
    struct Shares(Option<Started>);

    impl Drop for Shares {
        fn drop(&mut self) {
            let _ = SHARED.try_with(|shared| shared.set(self.0));
        }
    }

    let _shares = Shares(SHARED.try_with(|shared| shared.replace(Some(time))).ok().flatten());
    scope()
}

/// Returns the shared time, or reads the clock.
#[inline]
#[cfg(any(feature = "adapters", feature = "init"))]
pub(crate) fn now() -> Started {
    #[cfg(any(feature = "reqwest", feature = "tower"))]
    if let Ok(Some(time)) = SHARED.try_with(Cell::get) {
        return time;
    }
    Started::now()
}
