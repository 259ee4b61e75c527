//! The engine's cells, the values of capped labels, the circuit breaker and the places of open spans, compiled with
//! loom's atomics and locks instead of the standard library's.
//!
//! The files are those of the runtime. Loom runs a model in every interleaving of its threads, including those that do
//! not occur on this machine's processor.

#![allow(dead_code, reason = "the models use a part of what the runtime uses")]

mod core;
mod delivery;
mod engine;
mod labels;
mod open_spans;

#[cfg(test)]
mod models;
