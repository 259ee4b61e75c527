//! Certificates that are set by environment variables.

use std::fs;
use std::path::PathBuf;

use bytes::Bytes;

use super::certificates::{Authority, server_config};
use super::server::Server;
use super::settings::run;
use crate::delivery::Receipt;
use crate::export::otlp::client::OtlpClient;
use crate::export::otlp::settings::OtlpConfig;
use crate::export::otlp::signal::OtlpSignal;

/// A folder that is removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let name = OtlpConfig::new().resolve_with_variables([("", ""); 0]).unwrap();
        let id = name.resource().find(|(name, _)| *name == "service.instance.id").map(|(_, id)| id.to_owned());
        let path = std::env::temp_dir().join(format!("certificates-{}", id.unwrap()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path.into_os_string().into_string().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Sends a message. Without root certificates of the system, there may be no client.
fn send(signal: OtlpSignal, variables: &[(&str, &str)]) -> Result<Receipt, String> {
    let settings = OtlpConfig::new().resolve_with_variables(variables.iter().copied()).unwrap();
    assert_eq!(settings.warnings(), []);
    let transport = settings.signal(signal).transport.clone().unwrap();
    let client = OtlpClient::new(signal, &transport).map_err(|error| error.to_string())?;
    run(client.send(Bytes::from_static(b"a message"))).map_err(|error| format!("{error:?}"))
}

#[test]
fn certificate_variables_are_used() {
    let (folder, authority, own) = (Folder::new(), Authority::new(), Authority::new());
    let server = |authority: &Authority| {
        Server::encrypted(server_config(&authority.issue("localhost"), Some(&authority.root()), b"http/1.1"))
    };
    let (general, of_logs) = (server(&authority), server(&own));
    let files = |name: &str, authority: &Authority| {
        let identity = authority.issue("client");
        let file = |kind: &str, content: &[u8]| folder.write(&format!("{name}-{kind}.pem"), content);
        [
            file("root", &authority.root()),
            file("certificate", identity.certificate.as_bytes()),
            file("key", identity.key.as_bytes()),
        ]
    };
    let [root, certificate, key] = files("general", &authority);
    let [own_root, own_certificate, own_key] = files("logs", &own);
    let url = format!("https://localhost:{}", general.port());
    let own_url = format!("https://localhost:{}/v1/logs", of_logs.port());
    let variables: [(&str, &str); 8] = [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &url),
        ("OTEL_EXPORTER_OTLP_CERTIFICATE", &root),
        ("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", &certificate),
        ("OTEL_EXPORTER_OTLP_CLIENT_KEY", &key),
        ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", &own_url),
        ("OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE", &own_root),
        ("OTEL_EXPORTER_OTLP_LOGS_CLIENT_CERTIFICATE", &own_certificate),
        ("OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY", &own_key),
    ];
    for signal in [OtlpSignal::Traces, OtlpSignal::Metrics, OtlpSignal::Logs] {
        assert_eq!(send(signal, &variables), Ok(Receipt::all()), "{signal:?}");
    }
    assert_eq!((general.received().len(), of_logs.received().len()), (2, 1));
    assert_eq!(general.received()[1].line, "POST /v1/metrics HTTP/1.1");

    // Each of the three variables is needed.
    let without_roots = [variables[0], variables[2], variables[3]];
    let without_identity = [variables[0], variables[1]];
    let with_another_root = [variables[0], ("OTEL_EXPORTER_OTLP_CERTIFICATE", &own_root), variables[2], variables[3]];
    for variables in [&without_roots[..], &without_identity, &with_another_root] {
        assert!(send(OtlpSignal::Traces, variables).is_err(), "{variables:?}");
    }
    assert_eq!(general.received().len(), 2);
}

#[test]
fn headers_of_variables_and_of_urls_are_sent() {
    let server = Server::always(super::server::answer("200 OK", &[], ""));
    let url = server.url().replace("http://", "http://ada:sec%3Aret@");
    let variables = [
        ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", &*url),
        ("OTEL_EXPORTER_OTLP_HEADERS", "X-Key=a%20b,user-agent=shop/1"),
    ];
    assert_eq!(send(OtlpSignal::Traces, &variables), Ok(Receipt::all()));
    let own = [variables[0], ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20token")];
    assert_eq!(send(OtlpSignal::Traces, &own), Ok(Receipt::all()));
    let [first, second] = &server.received()[..] else { panic!() };
    assert_eq!(first.headers["x-key"], "a b");
    assert_eq!(first.headers["authorization"], "Basic YWRhOnNlYzpyZXQ=");
    assert!(first.headers["user-agent"].starts_with("shop/1 attuned-telemetry/"), "{first:?}");
    assert!(first.headers["user-agent"].contains(" OTel-OTLP-Exporter-Rust/"), "{first:?}");
    assert_eq!(second.headers["authorization"], "Bearer token");
}
