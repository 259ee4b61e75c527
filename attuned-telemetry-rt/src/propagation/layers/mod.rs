//! Layers for servers and clients of HTTP: context, spans and metrics of requests.

mod conventions;
#[cfg(feature = "reqwest")]
pub mod reqwest;
#[cfg(feature = "tower")]
pub mod tower;
