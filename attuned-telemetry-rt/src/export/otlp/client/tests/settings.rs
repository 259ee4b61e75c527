//! Settings and runtimes of tests.

use std::future::Future;
use std::time::Duration;

use http::HeaderValue;
use tokio::runtime::Builder;

use crate::export::otlp::client::OtlpClient;
use crate::export::otlp::settings::transport::{OtlpCompression, OtlpProtocol, TlsSettings, TransportSettings};
use crate::export::otlp::signal::OtlpSignal;

pub(super) fn settings(endpoint: &str) -> TransportSettings {
    TransportSettings {
        endpoint: endpoint.parse().unwrap(),
        protocol: OtlpProtocol::HttpProtobuf,
        headers: Vec::new(),
        timeout: Duration::from_secs(60),
        compression: OtlpCompression::None,
        tls: TlsSettings::default(),
        user_agent: HeaderValue::from_static("test/1"),
    }
}

pub(super) fn client(settings: &TransportSettings) -> OtlpClient {
    OtlpClient::new(OtlpSignal::Traces, settings).unwrap()
}

/// Waits for a future on a runtime like that of a worker.
pub(super) fn run<F: Future>(future: F) -> F::Output {
    let runtime = Builder::new_current_thread().enable_all().max_blocking_threads(4).build().unwrap();
    let output = runtime.block_on(future);
    runtime.shutdown_background();
    output
}
