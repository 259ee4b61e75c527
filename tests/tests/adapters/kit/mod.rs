//! The kit for the authors of adapters.

mod broken;
mod built_in;
mod each_law;
mod other_signals;
