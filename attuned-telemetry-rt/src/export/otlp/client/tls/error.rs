//! Errors of encrypted connections.

use std::error::Error;
use std::io;

use rustls::{AlertDescription, CertificateError};

use crate::delivery::DeliveryError;
use crate::export::otlp::client::target::Target;

/// Returns the error of TLS behind an error, if there is one.
fn tls_error<'error>(error: &'error (dyn Error + 'static)) -> Option<&'error rustls::Error> {
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return Some(error);
    }
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    if let Some(found) = wrapped.and_then(|error| tls_error(error)) {
        return Some(found);
    }
    tls_error(error.source()?)
}

/// Returns the error of a connection whose encryption failed because of a setting, on either side.
pub(in crate::export::otlp::client) fn configuration_error(
    target: &Target,
    error: &(dyn Error + 'static),
) -> Option<DeliveryError> {
    let error = tls_error(error)?;
    // The server has a problem of its own, which may be temporary.
    if matches!(error, rustls::Error::AlertReceived(AlertDescription::InternalError | AlertDescription::UserCanceled)) {
        return None;
    }
    Some(DeliveryError::configuration(format!(
        "no TLS connection to {}: {}",
        target.authority(),
        reason(target, error)
    )))
}

fn reason(target: &Target, error: &rustls::Error) -> String {
    let host = &target.host;
    match error {
        rustls::Error::InvalidCertificate(error) => match error {
            CertificateError::UnknownIssuer | CertificateError::BadSignature => format!(
                "the certificate of the server was issued by an unknown authority ({error}); if you trust the authority, set its root certificate as `certificate`"
            ),
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                format!(
                    "the certificate of the server is not valid for `{host}` ({error}); use a name from the certificate in the endpoint"
                )
            }
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                format!("the certificate of the server has expired ({error}); renew it, or correct the clock")
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                format!("the certificate of the server is not valid yet ({error}); correct the clock")
            }
            error => format!("the certificate of the server is not accepted ({error})"),
        },
        rustls::Error::InvalidMessage(_) => {
            format!("the server does not respond in TLS ({error}); if it does not use TLS, set an `http://` endpoint")
        }
        rustls::Error::AlertReceived(AlertDescription::CertificateRequired) => {
            "the server requires a client certificate: set `client_certificate` and `client_key`".to_owned()
        }
        rustls::Error::AlertReceived(AlertDescription::NoApplicationProtocol) => {
            "the server does not accept the configured protocol on this port: check `protocol` and the port".to_owned()
        }
        rustls::Error::AlertReceived(alert) => {
            format!(
                "the server ended the handshake ({alert:?}); it may require another `client_certificate` or a newer TLS version"
            )
        }
        error => error.to_string(),
    }
}
