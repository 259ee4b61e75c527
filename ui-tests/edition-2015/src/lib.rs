//! Empty. The package exists for its tests, which compile mistakes in Rust 2015.
