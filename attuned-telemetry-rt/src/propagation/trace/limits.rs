//! The limits of the header `tracestate`.
//!
//! Source: <https://www.w3.org/TR/trace-context-2/#tracestate-limits>

/// The maximum number of members. More are invalid.
pub(super) const MEMBERS: usize = 32;

/// The maximum number of bytes that are handed on. The specification requires at least 512.
pub(super) const BYTES: usize = 4_096;

/// If the members are longer than [`BYTES`], members longer than this are removed first.
pub(super) const LONG_MEMBER: usize = 128;

/// The maximum length of a key, and of a value.
pub(super) const PART: usize = 256;
