//! Errors of an open connection.

use std::error::Error;

use super::connection::Version;
use crate::delivery::DeliveryError;
use crate::export::otlp::client::target::Target;
use crate::export::otlp::client::tls;

/// Returns the error of a connection that broke.
pub(in crate::export::otlp::client) fn broken(
    target: &Target,
    version: Version,
    error: &hyper::Error,
) -> DeliveryError {
    if let Some(error) = tls::error::configuration_error(target, error) {
        return error;
    }
    let server = target.authority();
    let reason = error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    if is_other_protocol(error) {
        return DeliveryError::configuration(format!(
            "{server} does not respond in {version} ({reason}): check `protocol` and the port; collectors accept gRPC on port 4317 and HTTP on port 4318"
        ));
    }
    DeliveryError::transient(format!("the connection to {server} broke: {reason}"))
}

/// Whether the server answers in another protocol.
fn is_other_protocol(error: &hyper::Error) -> bool {
    error.is_parse() || speaks_http1(error)
}

/// Whether the server answers in HTTP/1. As HTTP/2, the beginning of such an answer is a very long frame.
#[cfg(feature = "otlp-grpc")]
fn speaks_http1(error: &hyper::Error) -> bool {
    let error = error.source().and_then(|source| source.downcast_ref::<h2::Error>());
    error.is_some_and(|error| !error.is_remote() && error.reason() == Some(h2::Reason::FRAME_SIZE_ERROR))
}

#[cfg(not(feature = "otlp-grpc"))]
fn speaks_http1(_error: &hyper::Error) -> bool {
    false
}
