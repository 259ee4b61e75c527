//! Simulates a slow disk, so that clients can disconnect in the middle of an operation.
//!
//! The header `x-delay-ms` sets the delay of every store operation in that request.

use std::time::Duration;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

/// The header with the delay.
pub(crate) const DELAY_HEADER: &str = "x-delay-ms";

/// Maximum delay.
const LONGEST_DELAY_MS: u64 = 1_000;

tokio::task_local! {
    /// Delay of store operations in the current request.
    static DELAY: Duration;
}

/// Waits for the delay of the current request. Part of every store operation.
pub(crate) async fn wait() {
    if let Ok(delay) = DELAY.try_with(|delay| *delay) {
        tokio::time::sleep(delay).await;
    }
}

/// Sets the delay of a request while it is handled.
pub(crate) async fn remember_delay(request: Request, next: Next) -> Response {
    match delay(request.headers()) {
        Some(delay) => DELAY.scope(delay, next.run(request)).await,
        None => next.run(request).await,
    }
}

/// Anything other than a number means no delay.
fn delay(headers: &HeaderMap) -> Option<Duration> {
    let milliseconds: u64 = headers.get(DELAY_HEADER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_millis(milliseconds.min(LONGEST_DELAY_MS)))
}
