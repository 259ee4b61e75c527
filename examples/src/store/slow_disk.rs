//! A disk that is slow when a request asks for it, so that there is time to go away in the middle of an operation.
//!
//! The header `x-delay-ms` of a request says how long every operation of a store waits in that request.

use std::time::Duration;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

/// The header that asks for a slow disk.
pub(crate) const DELAY_HEADER: &str = "x-delay-ms";

/// A slow disk is not a dead one.
const LONGEST_DELAY_MS: u64 = 1_000;

tokio::task_local! {
    /// How long an operation waits in the request that runs now.
    static DELAY: Duration;
}

/// Waits as long as the request asked for. Part of every operation of a store.
pub(crate) async fn wait() {
    if let Ok(delay) = DELAY.try_with(|delay| *delay) {
        tokio::time::sleep(delay).await;
    }
}

/// Remembers, while a request is handled, how slow a disk it asked for.
pub(crate) async fn remember_delay(request: Request, next: Next) -> Response {
    match delay(request.headers()) {
        Some(delay) => DELAY.scope(delay, next.run(request)).await,
        None => next.run(request).await,
    }
}

/// Anything else than a number asks for nothing.
fn delay(headers: &HeaderMap) -> Option<Duration> {
    let milliseconds: u64 = headers.get(DELAY_HEADER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_millis(milliseconds.min(LONGEST_DELAY_MS)))
}
