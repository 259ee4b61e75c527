//! The engine's cells, compiled with loom's atomics and locks instead of the standard library's.
//!
//! The files are those of the engine. Loom runs a model in every interleaving of its threads, including those that do
//! not occur on this machine's processor.

#![allow(dead_code, reason = "the models use a part of what the engine uses")]

mod engine;

#[cfg(test)]
mod models;
