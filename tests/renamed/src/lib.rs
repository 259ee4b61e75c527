//! The runtime under another name, re-exported by another crate: `crate = …` sets its path.

/// A crate that re-exports the runtime.
pub mod prelude {
    pub use telemetry as observability;
}
