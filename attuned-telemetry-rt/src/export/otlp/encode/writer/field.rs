//! The description of a field.

/// A field of a message, as its `.proto` file defines it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(super) number: u32,
    /// The name in JSON, in `lowerCamelCase`.
    pub(super) name: &'static str,
    /// Whether zero and the empty text are written, too.
    pub(super) has_presence: bool,
    /// The number of bytes that are reserved for the length of a message or a list of numbers.
    pub(super) length_bytes: usize,
}

impl Field {
    /// A value that is left out if it is zero or empty, which is what its absence means.
    pub(crate) const fn value(number: u32, name: &'static str) -> Self {
        Self { number, name, has_presence: false, length_bytes: 1 }
    }

    /// A value whose absence is not the same as zero: it is `optional`, or a member of a `oneof`.
    pub(crate) const fn optional(number: u32, name: &'static str) -> Self {
        Self { has_presence: true, ..Self::value(number, name) }
    }

    /// A message or a list of numbers of which most have less than 128 bytes. Its content is moved if it has more.
    pub(crate) const fn short(number: u32, name: &'static str) -> Self {
        Self { length_bytes: 1, ..Self::value(number, name) }
    }

    /// A message or a list of numbers of which most have 128 bytes to 16 KiB. Its content is moved if it has more.
    pub(crate) const fn medium(number: u32, name: &'static str) -> Self {
        Self { length_bytes: 2, ..Self::value(number, name) }
    }

    /// A message of any length. Its content is moved if it has 256 MiB or more.
    pub(crate) const fn long(number: u32, name: &'static str) -> Self {
        Self { length_bytes: 4, ..Self::value(number, name) }
    }
}
