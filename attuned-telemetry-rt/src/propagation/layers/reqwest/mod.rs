//! A middleware for clients of [`reqwest`], with [`reqwest_middleware`].
//!
//! ```
//! use attuned_telemetry_rt::propagation::reqwest::HttpClientMiddleware;
//! use reqwest_middleware::ClientBuilder;
//!
//! # fn build(client: reqwest::Client) {
//! let client = ClientBuilder::new(client).with(HttpClientMiddleware::new()).build();
//! # }
//! ```
//!
//! Each request has a span, its headers have the context of the running code, and its duration is recorded in
//! `http.client.request.duration`. Spans and metrics are those of the layer for clients in the feature `tower`. Add a
//! middleware that retries before this one, so that each attempt has a span.
//!
//! - Redirects that `reqwest` follows belong to the same request: `url.full` and `server.address` are those of the
//!   first URL.
//! - `error.type` of a request without a response is `timeout`, `connect`, `redirect`, `request`, `body`, `decode`,
//!   `builder` or `upgrade`, or `middleware` if another middleware returned the error.
//! - Credentials in a URL are replaced by `REDACTED`, as are the values of keys such as `sig` and `access_token`.

mod error_type;
mod middleware;
mod tracked_future;

pub use self::middleware::HttpClientMiddleware;
#[doc(no_inline)]
pub use super::conventions::exchange::settings::MeasureUntil;
