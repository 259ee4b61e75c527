//! Certificates and keys.

use super::reader::{Found, Reader};
use crate::export::otlp::settings::config::{OtlpConfig, OtlpPem, Transport};
use crate::export::otlp::settings::environment::{CERTIFICATE, CLIENT_CERTIFICATE, CLIENT_KEY, Names};
use crate::export::otlp::settings::transport::TlsSettings;
use crate::export::otlp::settings::values::{Certificates, Fault, Given, Pem, PrivateKey, Rule, loaded};
use crate::export::otlp::signal::OtlpSignal;

/// Returns certificates and keys.
pub(super) fn identity(reader: &mut Reader<'_>, config: &OtlpConfig, signal: OtlpSignal) -> TlsSettings {
    let mut read = Read { reader, config, signal };
    let (roots, _) = read.pem("certificate", &CERTIFICATE, &Certificates, |own| own.certificate.as_ref());
    let certificate =
        read.pem("client_certificate", &CLIENT_CERTIFICATE, &Certificates, |own| own.client_certificate.as_ref());
    let key = read.pem("client_key", &CLIENT_KEY, &PrivateKey, |own| own.client_key.as_ref());
    let identity = match (certificate, key) {
        ((Some(certificate), _), (Some(key), _)) => Some((certificate.bytes, key.bytes)),
        ((Some(certificate), source), (None, _)) => {
            let fault = Fault::new(Certificates.shown(&Some(certificate)), needs(&CLIENT_KEY, "the private key"));
            reader.wrong(&field(signal, "client_certificate"), source, fault);
            None
        }
        ((None, _), (Some(key), source)) => {
            let fault = Fault::new(PrivateKey.shown(&Some(key)), needs(&CLIENT_CERTIFICATE, "the certificate"));
            reader.wrong(&field(signal, "client_key"), source, fault);
            None
        }
        ((None, _), (None, _)) => None,
    };
    TlsSettings { roots: roots.map(|pem| pem.bytes), identity }
}

fn field(signal: OtlpSignal, option: &str) -> String {
    format!("{}.{option}", signal.name())
}

fn needs(other: &Names, what: &str) -> String {
    format!("{what} of the client in addition: set `{}`", other.general)
}

struct Read<'read, 'environment> {
    reader: &'read mut Reader<'environment>,
    config: &'read OtlpConfig,
    signal: OtlpSignal,
}

impl Read<'_, '_> {
    fn pem(
        &mut self,
        option: &str,
        names: &Names,
        rule: &impl Rule<Value = Option<Pem>>,
        of: fn(&Transport) -> Option<&OtlpPem>,
    ) -> Found<Option<Pem>> {
        let own = of(&self.config.of(self.signal).transport).map(|pem| (field(self.signal, option), pem));
        let code = own.or_else(|| of(&self.config.general).map(|pem| (option.to_owned(), pem)));
        let code = code.map(|(field, pem)| {
            let value = loaded(pem).and_then(|pem| rule.check(Some(pem)));
            Given { field, value }
        });
        self.reader.setting(&field(self.signal, option), code, &names.of(self.signal), rule, None)
    }
}
