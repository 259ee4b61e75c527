//! The end of a check's time.

use std::time::Duration;

/// Returns a future that ends after the timeout.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(super) fn deadline(timeout: Duration) -> impl Future<Output = ()> + Send {
    futures_timer::Delay::new(timeout)
}

/// Returns a future that never ends: without a clock, a check has no timeout.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(super) fn deadline(_timeout: Duration) -> impl Future<Output = ()> + Send {
    std::future::pending()
}
