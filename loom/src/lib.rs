//! The engine's cells, compiled with loom's atomics and locks in place of the standard library's.
//!
//! The files are the engine's own. Loom then runs a model in every order in which its threads can meet, also in those
//! orders that this machine's processor never shows.

#![allow(dead_code, reason = "the models use a part of what the engine uses")]

mod engine;

#[cfg(test)]
mod models;
