//! Sends encoded messages to a collector: one attempt for each call, with the answer classified.
//!
//! There is no support for proxies. Redirects are not followed, `Expect: 100-continue` and upgrades are not used.

mod answer;
pub(crate) mod client;
mod connect;
pub(crate) mod error;
mod gzip;
mod over_http;
mod request;
mod target;
mod tls;
mod wire;

#[cfg(test)]
mod tests;
