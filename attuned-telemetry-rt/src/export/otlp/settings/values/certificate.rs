//! Certificates and keys.

use std::fs;
use std::path::Path;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::fault::{Fault, Reading};
use super::rule::Rule;
use crate::export::otlp::settings::config::OtlpPem;

/// The content of a certificate or a key, and what is shown instead of it.
#[derive(Clone)]
pub(in crate::export::otlp::settings) struct Pem {
    pub(in crate::export::otlp::settings) bytes: Vec<u8>,
    shown: String,
}

/// The path of a file with certificates.
pub(in crate::export::otlp::settings) struct Certificates;

/// The path of a file with a private key.
pub(in crate::export::otlp::settings) struct PrivateKey;

impl Certificates {
    fn is_valid(bytes: &[u8]) -> bool {
        let mut certificates = CertificateDer::pem_slice_iter(bytes).peekable();
        certificates.peek().is_some() && certificates.all(|certificate| certificate.is_ok())
    }
}

impl Rule for Certificates {
    type Value = Option<Pem>;

    fn read(&self, text: &str) -> Reading<Option<Pem>> {
        of_file(Path::new(text)).and_then(|pem| self.check(Some(pem))).into()
    }

    fn check(&self, value: Option<Pem>) -> Result<Option<Pem>, Fault> {
        match value {
            Some(pem) if !Self::is_valid(&pem.bytes) => {
                Err(Fault::new(pem.shown, "PEM with at least one certificate, `-----BEGIN CERTIFICATE-----`"))
            }
            value => Ok(value),
        }
    }

    fn shown(&self, value: &Option<Pem>) -> String {
        shown(value.as_ref())
    }
}

impl Rule for PrivateKey {
    type Value = Option<Pem>;

    fn read(&self, text: &str) -> Reading<Option<Pem>> {
        of_file(Path::new(text)).and_then(|pem| self.check(Some(pem))).into()
    }

    fn check(&self, value: Option<Pem>) -> Result<Option<Pem>, Fault> {
        match value {
            Some(pem) if PrivateKeyDer::from_pem_slice(&pem.bytes).is_err() => {
                let expected = "PEM with a private key without a password, `-----BEGIN PRIVATE KEY-----`";
                Err(Fault::new(pem.shown, expected))
            }
            value => Ok(value),
        }
    }

    fn shown(&self, value: &Option<Pem>) -> String {
        shown(value.as_ref())
    }
}

/// Reads what is given in code.
pub(in crate::export::otlp::settings) fn loaded(pem: &OtlpPem) -> Result<Pem, Fault> {
    match pem {
        OtlpPem::Bytes(bytes) => Ok(Pem { bytes: bytes.clone(), shown: format!("{} bytes", bytes.len()) }),
        OtlpPem::File(path) => of_file(path),
    }
}

fn of_file(path: &Path) -> Result<Pem, Fault> {
    let shown = path.to_string_lossy().into_owned();
    // Somebody may have set the content instead of the path.
    if shown.contains("-----BEGIN") {
        return Err(Fault::new("***", "the path of a PEM file, not its content"));
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Pem { bytes, shown }),
        Err(error) => Err(Fault::new(shown, format!("the path of a PEM file that can be read: {}", error.kind()))),
    }
}

fn shown(value: Option<&Pem>) -> String {
    value.map_or_else(|| "none".to_owned(), |pem| pem.shown.clone())
}
