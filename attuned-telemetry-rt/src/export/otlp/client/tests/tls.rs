//! Encrypted connections.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use bytes::Bytes;
use rustls::crypto::CryptoProvider;

use super::certificates::{Authority, server_config};
use super::server::Server;
use super::settings::{client, run, settings};
use crate::delivery::{DeliveryErrorClass, Receipt, SettingError};
use crate::export::otlp::client::OtlpClient;
use crate::export::otlp::client::SendError;
use crate::export::otlp::settings::transport::{TlsSettings, TransportSettings};
use crate::export::otlp::signal::OtlpSignal;

const HTTP: &[u8] = b"http/1.1";

fn url(server: &Server, host: &str) -> String {
    format!("https://{host}:{}/v1/traces", server.port())
}

fn trusting(server: &Server, roots: Vec<u8>) -> TransportSettings {
    let tls = TlsSettings { roots: Some(roots), identity: None };
    TransportSettings { tls, ..settings(&url(server, "localhost")) }
}

fn send(settings: &TransportSettings) -> Result<Receipt, SendError> {
    run(client(settings).send(Bytes::from_static(b"a message")))
}

fn assert_configuration_error(settings: &TransportSettings, texts: &[&str]) {
    match send(settings) {
        Err(SendError::Delivery(error)) if error.class() == DeliveryErrorClass::Configuration => {
            let message = error.to_string();
            assert!(texts.iter().all(|text| message.contains(text)), "{message}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn own_roots_are_trusted_without_a_provider_of_the_process() {
    let authority = Authority::new();
    for host in ["localhost", "127.0.0.1"] {
        let server = Server::encrypted(server_config(&authority.issue(host), None, HTTP));
        let settings =
            TransportSettings { endpoint: url(&server, host).parse().unwrap(), ..trusting(&server, authority.root()) };
        assert_eq!(send(&settings), Ok(Receipt::all()));
        assert_eq!(server.received()[0].body, b"a message");
    }
    assert!(CryptoProvider::get_default().is_none());
}

#[test]
fn an_unknown_authority_is_a_configuration_error() {
    let server = Server::encrypted(server_config(&Authority::new().issue("localhost"), None, HTTP));
    let port = server.port().to_string();
    assert_configuration_error(
        &trusting(&server, Authority::new().root()),
        &["unknown authority", "`certificate`", &port],
    );
    assert!(server.received().is_empty());
}

#[test]
fn a_certificate_for_another_name_is_a_configuration_error() {
    let authority = Authority::new();
    let server = Server::encrypted(server_config(&authority.issue("collector.example"), None, HTTP));
    let texts = ["not valid for `localhost`", "collector.example"];
    assert_configuration_error(&trusting(&server, authority.root()), &texts);
}

#[test]
fn an_expired_certificate_is_a_configuration_error() {
    let authority = Authority::new();
    let server = Server::encrypted(server_config(&authority.issue_expired("localhost"), None, HTTP));
    assert_configuration_error(&trusting(&server, authority.root()), &["has expired", "renew"]);
}

#[test]
fn a_server_without_encryption_is_a_configuration_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    let tls = TlsSettings { roots: Some(Authority::new().root()), identity: None };
    assert_configuration_error(&TransportSettings { tls, ..settings(&url) }, &["`http://`"]);
    server.join().unwrap();
}

#[test]
fn a_server_with_another_protocol_is_a_configuration_error() {
    let authority = Authority::new();
    let server = Server::encrypted(server_config(&authority.issue("localhost"), None, b"h3"));
    assert_configuration_error(&trusting(&server, authority.root()), &["`protocol`"]);
}

#[test]
fn a_client_shows_its_certificate() {
    let authority = Authority::new();
    let server = Server::encrypted(server_config(&authority.issue("localhost"), Some(&authority.root()), HTTP));
    let mut settings = trusting(&server, authority.root());
    let identity = authority.issue("client");
    settings.tls.identity = Some((identity.certificate.into_bytes(), identity.key.into_bytes()));
    assert_eq!(send(&settings), Ok(Receipt::all()));
}

#[test]
fn a_missing_certificate_of_the_client_is_a_configuration_error() {
    let authority = Authority::new();
    let server = Server::encrypted(server_config(&authority.issue("localhost"), Some(&authority.root()), HTTP));
    assert_configuration_error(&trusting(&server, authority.root()), &["`client_certificate`", "`client_key`"]);
}

fn error(tls: TlsSettings) -> SettingError {
    let settings = TransportSettings { tls, ..settings("https://localhost:1") };
    OtlpClient::new(OtlpSignal::Traces, &settings).err().unwrap()
}

#[test]
fn wrong_files_are_errors_that_name_the_setting() {
    let (one, another) = (Authority::new().issue("one"), Authority::new().issue("another"));
    let roots = |pem: &[u8]| TlsSettings { roots: Some(pem.to_vec()), identity: None };
    let identity = |certificate: &str, key: &str| TlsSettings {
        roots: Some(Authority::new().root()),
        identity: Some((certificate.into(), key.into())),
    };
    let broken = "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n";
    let no_certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (tls, field) in [
        (roots(b""), "certificate"),
        (roots(b"no PEM"), "certificate"),
        (roots(one.key.as_bytes()), "certificate"),
        (roots(broken.as_bytes()), "certificate"),
        (roots(no_certificate.as_bytes()), "certificate"),
        (identity("no PEM", &one.key), "client_certificate"),
        (identity(&one.certificate, "no PEM"), "client_key"),
        (identity(&one.certificate, &one.certificate), "client_key"),
        (identity(&one.certificate, &another.key), "client_key"),
    ] {
        let error = error(tls);
        assert_eq!(error.field(), field, "{error}");
        assert!(!error.to_string().contains(&one.key[40..60]), "{error}");
    }
}
