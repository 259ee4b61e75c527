//! Requests of limited size.

/// The limits of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// The number of bytes after which nothing more is added.
    pub(crate) bytes: usize,
    /// The maximum number of items.
    pub(crate) items: usize,
}

/// A request, and the number of its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chunk {
    pub(crate) body: Vec<u8>,
    pub(crate) items: usize,
}
