//! Empty. The package exists for its tests, which are in Rust 2018.
