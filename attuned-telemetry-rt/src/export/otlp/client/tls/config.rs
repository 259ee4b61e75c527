//! Reads certificates and keys.

use std::sync::Arc;

use rustls::client::WantsClientCert;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore};

use crate::delivery::SettingError;
use crate::export::otlp::settings::transport::TlsSettings;

/// Creates the configuration of TLS connections. The cryptography is always that of `ring`: it does not depend on what
/// the program has installed for the process, or on features of other crates.
pub(in crate::export::otlp::client) fn client_config(
    settings: &TlsSettings,
    alpn: &[u8],
) -> Result<ClientConfig, SettingError> {
    let roots = settings.roots.as_deref().map_or_else(system_roots, given_roots)?;
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| {
            SettingError::new("endpoint", "https", format!("`http`, because TLS cannot be configured: {error}"))
        })?
        .with_root_certificates(roots);
    let mut config = match &settings.identity {
        Some((chain, key)) => with_identity(builder, chain, key)?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = vec![alpn.to_vec()];
    Ok(config)
}

fn system_roots() -> Result<RootCertStore, SettingError> {
    let loaded = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(loaded.certs);
    if roots.is_empty() {
        let reason = loaded.errors.first().map(|error| format!(" ({error})")).unwrap_or_default();
        let expected = format!("a PEM file with root certificates, because the system has none{reason}");
        return Err(SettingError::new("certificate", "not set", expected));
    }
    Ok(roots)
}

fn given_roots(pem: &[u8]) -> Result<RootCertStore, SettingError> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates("certificate", pem)? {
        roots.add(certificate).map_err(|error| {
            SettingError::new("certificate", size(pem), format!("PEM with valid root certificates: {error}"))
        })?;
    }
    Ok(roots)
}

fn with_identity(
    builder: ConfigBuilder<ClientConfig, WantsClientCert>,
    chain: &[u8],
    key: &[u8],
) -> Result<ClientConfig, SettingError> {
    let certificates = certificates("client_certificate", chain)?;
    let private = PrivateKeyDer::from_pem_slice(key).map_err(|error| {
        let expected = format!("PEM with a private key, `-----BEGIN PRIVATE KEY-----`, without a password: {error}");
        SettingError::new("client_key", size(key), expected)
    })?;
    builder.with_client_auth_cert(certificates, private).map_err(|error| {
        SettingError::new("client_key", size(key), format!("the private key of `client_certificate`: {error}"))
    })
}

fn certificates(field: &str, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, SettingError> {
    const EXPECTED: &str = "PEM with at least one certificate, `-----BEGIN CERTIFICATE-----`";
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match certificates {
        Ok(certificates) if certificates.is_empty() => Err(SettingError::new(field, size(pem), EXPECTED)),
        Ok(certificates) => Ok(certificates),
        Err(error) => Err(SettingError::new(field, size(pem), format!("{EXPECTED}: {error}"))),
    }
}

/// Describes a file whose content is not shown.
fn size(pem: &[u8]) -> String {
    format!("{} bytes", pem.len())
}
