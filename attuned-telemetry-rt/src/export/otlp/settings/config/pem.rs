//! Certificates and keys in code.

use std::fmt;
use std::path::PathBuf;

/// A certificate or a key in the PEM format. `Debug` shows the path only, never the content.
#[derive(Clone, PartialEq, Eq)]
pub enum OtlpPem {
    /// The content.
    Bytes(Vec<u8>),
    /// The path of a file, which is read when the configuration is [resolved](super::OtlpConfig::resolve).
    File(PathBuf),
}

impl fmt::Debug for OtlpPem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(formatter, "Bytes({} bytes)", bytes.len()),
            Self::File(path) => formatter.debug_tuple("File").field(path).finish(),
        }
    }
}
