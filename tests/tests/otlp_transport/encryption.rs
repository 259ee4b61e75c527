//! Encrypted connections.

use attuned_telemetry_rt::adapters::OpenTelemetryAdapter;
use attuned_telemetry_rt::delivery::CircuitBreakerConfig;
use attuned_telemetry_rt::export::otlp::OtlpPem;
use attuned_telemetry_tests::otlp::{Authority, Fault, FaultyCollector};
use rustls::crypto::CryptoProvider;

use crate::kit::{Exporter, PROTOCOLS, SIGNALS, config};

/// This client chooses its cryptography itself. Nothing has to be installed for the process, and a start error is about
/// the files only.
#[test]
fn https_without_crypto_provider_is_a_start_error() {
    assert!(CryptoProvider::get_default().is_none());
    let authority = Authority::new();
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start_encrypted(protocol, Fault::None, &authority, false);
        let roots = OtlpPem::Bytes(authority.root().into_bytes());
        let exporter = Exporter::with(&config(&collector).certificate(roots), CircuitBreakerConfig::default());
        exporter.record(5);
        exporter.flush();
        for signal in SIGNALS {
            assert_eq!(exporter.status(signal).accounting.delivered, 5, "{protocol:?} {signal:?}");
        }
        let broken = config(&collector).certificate(OtlpPem::Bytes(b"no certificate".to_vec()));
        let error = OpenTelemetryAdapter::new(&broken).unwrap_err().to_string();
        assert!(error.contains("certificate"), "{error}");
    }
    assert!(CryptoProvider::get_default().is_none());
}

#[test]
fn a_client_certificate_is_shown() {
    let authority = Authority::new();
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start_encrypted(protocol, Fault::None, &authority, true);
        let identity = authority.issue("client");
        let [root, certificate, key] =
            [authority.root(), identity.certificate, identity.key].map(|pem| OtlpPem::Bytes(pem.into_bytes()));
        let config = config(&collector).certificate(root).client_identity(certificate, key);
        let exporter = Exporter::with(&config, CircuitBreakerConfig::default());
        exporter.record(5);
        exporter.flush();
        for signal in SIGNALS {
            assert_eq!(exporter.status(signal).accounting.delivered, 5, "{protocol:?} {signal:?}");
        }
    }
}

#[test]
fn an_unknown_authority_is_a_configuration_error() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, Fault::UnknownAuthority);
        let roots = OtlpPem::Bytes(Authority::new().root().into_bytes());
        let exporter = Exporter::with(&config(&collector).certificate(roots), CircuitBreakerConfig::default());
        exporter.record(5);
        exporter.flush();
        for signal in SIGNALS {
            let status = exporter.status(signal);
            assert_eq!(status.accounting.failed, 5, "{protocol:?} {signal:?}");
            assert!(status.is_misconfigured && status.last_error.unwrap().contains("unknown authority"));
        }
        assert!(collector.requests().is_empty());
    }
}
