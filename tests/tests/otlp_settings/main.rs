//! The configuration of OTLP.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod any_environment;
mod child;
mod document;
mod endpoints;
mod general_rows;
mod headers;
mod option_rows;
mod resource;
mod row;
mod rules;
mod secrets;
mod table;
