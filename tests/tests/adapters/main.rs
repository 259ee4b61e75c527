//! Adapters: their traits, their configuration, the built-in ones, and the kit that checks them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod configuration;
mod json_logger;
mod kit;
mod prometheus;
mod seed;
