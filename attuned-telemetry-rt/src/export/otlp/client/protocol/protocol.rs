//! What differs between the protocols.

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};

#[cfg(feature = "otlp-grpc")]
use super::over_grpc;
use super::over_http;
use crate::delivery::SettingError;
use crate::export::otlp::client::answer::answer::Answer;
use crate::export::otlp::client::answer::text::Cleaner;
use crate::export::otlp::client::answer::verdict::Verdict;
use crate::export::otlp::client::connect::connection::Version;
use crate::export::otlp::client::target::Target;
use crate::export::otlp::settings::transport::{OtlpProtocol, TransportSettings};
use crate::export::otlp::signal::OtlpSignal;

/// What differs between the protocols.
#[derive(Clone, Copy)]
pub(in crate::export::otlp::client) enum Protocol {
    Http {
        is_json: bool,
    },
    #[cfg(feature = "otlp-grpc")]
    Grpc,
}

impl Protocol {
    #[cfg_attr(feature = "otlp-grpc", allow(clippy::unnecessary_wraps, reason = "without the feature, it can fail"))]
    pub(in crate::export::otlp::client) fn new(protocol: OtlpProtocol) -> Result<Self, SettingError> {
        match protocol {
            OtlpProtocol::HttpProtobuf => Ok(Self::Http { is_json: false }),
            OtlpProtocol::HttpJson => Ok(Self::Http { is_json: true }),
            #[cfg(feature = "otlp-grpc")]
            OtlpProtocol::Grpc => Ok(Self::Grpc),
            #[cfg(not(feature = "otlp-grpc"))]
            OtlpProtocol::Grpc => {
                let expected = "`http/protobuf` or `http/json`, because the feature `otlp-grpc` is not enabled";
                Err(SettingError::new("protocol", "grpc", expected))
            }
        }
    }

    pub(in crate::export::otlp::client) const fn version(self) -> Version {
        match self {
            Self::Http { .. } => Version::Http1,
            #[cfg(feature = "otlp-grpc")]
            Self::Grpc => Version::Http2,
        }
    }

    /// Returns where the messages of a signal go.
    #[cfg_attr(not(feature = "otlp-grpc"), allow(unused_variables, reason = "the endpoint has the path of the signal"))]
    pub(in crate::export::otlp::client) fn target(
        self,
        signal: OtlpSignal,
        settings: &TransportSettings,
    ) -> Result<Target, SettingError> {
        let target = Target::new(&settings.endpoint)?;
        Ok(match self {
            Self::Http { .. } => target,
            #[cfg(feature = "otlp-grpc")]
            Self::Grpc => target.with_path(over_grpc::headers::path(signal)),
        })
    }

    /// Adds the headers of every request. Those of users that have the same names are replaced.
    #[cfg_attr(not(feature = "otlp-grpc"), allow(unused_variables, reason = "only gRPC sends the timeout"))]
    pub(in crate::export::otlp::client) fn add_headers(self, headers: &mut HeaderMap, settings: &TransportSettings) {
        match self {
            Self::Http { is_json } => {
                let content = if is_json { "application/json" } else { "application/x-protobuf" };
                headers.insert(CONTENT_TYPE, HeaderValue::from_static(content));
            }
            #[cfg(feature = "otlp-grpc")]
            Self::Grpc => over_grpc::headers::add(headers, settings.timeout),
        }
    }

    /// Returns the header of a compressed message.
    pub(in crate::export::otlp::client) fn gzip(self) -> (HeaderName, HeaderValue) {
        match self {
            Self::Http { .. } => (CONTENT_ENCODING, HeaderValue::from_static("gzip")),
            #[cfg(feature = "otlp-grpc")]
            Self::Grpc => over_grpc::headers::gzip(),
        }
    }

    /// Returns what is in front of a message.
    #[cfg_attr(not(feature = "otlp-grpc"), allow(unused_variables, reason = "nothing is in front of it"))]
    pub(in crate::export::otlp::client) fn prefix(self, is_compressed: bool, length: usize) -> Bytes {
        match self {
            Self::Http { .. } => Bytes::new(),
            #[cfg(feature = "otlp-grpc")]
            Self::Grpc => over_grpc::frame::prefix(is_compressed, length),
        }
    }

    /// Returns what an answer means.
    pub(in crate::export::otlp::client) fn judge(
        self,
        target: &Target,
        cleaner: &Cleaner,
        answer: &Answer,
        is_compressed: bool,
    ) -> Verdict {
        match self {
            Self::Http { is_json } => over_http::judge::Judge { target, cleaner, is_json }.judge(answer, is_compressed),
            #[cfg(feature = "otlp-grpc")]
            Self::Grpc => over_grpc::judge::Judge { target, cleaner }.judge(answer, is_compressed),
        }
    }
}
