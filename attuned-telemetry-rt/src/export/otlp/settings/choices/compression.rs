//! The compression of requests.

use super::named::Named;

/// The compression of requests, `OTEL_EXPORTER_OTLP_COMPRESSION`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OtlpCompression {
    /// `none`: requests are not compressed.
    #[default]
    None,
    /// `gzip`: requests are compressed with gzip.
    Gzip,
}

impl Named for OtlpCompression {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Gzip, "gzip"), (Self::None, "none")];
}
