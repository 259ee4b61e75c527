//! Sends encoded messages to a collector: one attempt for each call, with the answer classified.
//!
//! There is no support for proxies. Redirects are not followed, `Expect: 100-continue` and upgrades are not used.

mod answer;
mod client;
mod connect;
mod gzip;
mod protocol;
mod target;
mod tls;

pub(crate) use answer::error::SendError;
pub(crate) use client::OtlpClient;

#[cfg(test)]
mod tests;
