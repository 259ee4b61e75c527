//! The engine's cells, compiled with loom's atomics and locks instead of the standard library's.
//!
//! The files are the engine's own. Loom runs a model in every interleaving of its threads, including those that this
//! machine's processor never shows.

#![allow(dead_code, reason = "the models use a part of what the engine uses")]

mod engine;

#[cfg(test)]
mod models;
