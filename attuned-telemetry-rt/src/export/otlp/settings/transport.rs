//! The settings of a client, resolved from code and from the environment.

use std::time::Duration;

pub(crate) use super::choices::{OtlpCompression, OtlpProtocol};

/// How one signal is sent.
#[derive(Clone)]
pub(crate) struct TransportSettings {
    /// HTTP: the full URL, with its path. gRPC: scheme and authority; the path is ignored.
    pub(crate) endpoint: http::Uri,
    pub(crate) protocol: OtlpProtocol,
    /// The values are marked as sensitive.
    pub(crate) headers: Vec<(http::HeaderName, http::HeaderValue)>,
    /// Maximum duration of one export, without retries.
    pub(crate) timeout: Duration,
    pub(crate) compression: OtlpCompression,
    pub(crate) tls: TlsSettings,
    pub(crate) user_agent: http::HeaderValue,
}

/// Certificates and keys. They are used for `https` endpoints.
#[derive(Clone, Default)]
pub(crate) struct TlsSettings {
    /// PEM: the certificates of the authorities that are trusted, instead of those of the system.
    pub(crate) roots: Option<Vec<u8>>,
    /// PEM: the certificate of the client with its chain, and its private key.
    pub(crate) identity: Option<(Vec<u8>, Vec<u8>)>,
}
