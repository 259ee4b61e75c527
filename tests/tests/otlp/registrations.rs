//! Adapters that are registered and removed again and again.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use attuned_telemetry_rt::adapters::{LogLevel, ObservabilityManager};
use attuned_telemetry_rt::export::otlp::OtlpConfig;
use attuned_telemetry_tests::bytes_in_use::bytes_in_use;
use attuned_telemetry_tests::task::block_on;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::kit::{adapter, wait_until};

/// Starts a server that accepts everything, and remembers nothing.
fn sink() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for connection in listener.incoming() {
            thread::spawn(move || while answer(&mut BufReader::new(connection.as_ref().unwrap())).is_some() {});
        }
    });
    address
}

/// Reads a request and answers it. Returns `None` at the end of the connection.
fn answer(connection: &mut BufReader<&TcpStream>) -> Option<()> {
    let (mut length, mut line) = (0, String::new());
    while line != "\r\n" {
        line.clear();
        connection.read_line(&mut line).ok().filter(|read| *read > 0)?;
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    connection.read_exact(&mut vec![0; length]).ok()?;
    let mut stream = *connection.get_ref();
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").ok()
}

/// Returns the number of entries in a folder of this process.
fn entries(folder: &str) -> usize {
    fs::read_dir(format!("/proc/self/{folder}")).unwrap().count()
}

#[test]
#[cfg(target_os = "linux")]
fn unregister_returns_to_baseline() {
    const CYCLES: usize = 1_000;
    let manager = ObservabilityManager::new();
    let config = OtlpConfig::new().endpoint(format!("http://{}", sink()));
    let subscriber = tracing_subscriber::registry().with(manager.span_layer());
    let cycle = || {
        let adapter = Arc::new(adapter(&config));
        let ids = [
            manager.register_tracing_adapter(adapter.clone()).unwrap(),
            manager.register_metrics_adapter(adapter.clone()).unwrap(),
            manager.register_logging_adapter(adapter).unwrap(),
        ];
        tracing::info_span!("work").in_scope(|| ());
        block_on(manager.record_counter("works", 1, &[]));
        block_on(manager.log(LogLevel::Info, "worked", &[]));
        for id in ids {
            let report = block_on(manager.unregister(id)).unwrap();
            assert_eq!((report.lost, report.in_flight), (0, 0), "{report:?}");
        }
    };
    tracing::subscriber::with_default(subscriber, || {
        (0..50).for_each(|_| cycle());
        let settled = |baseline: usize| {
            wait_until("the threads have ended", || entries("task") <= baseline);
            (entries("task"), entries("fd"), bytes_in_use())
        };
        let (threads, files, bytes) = settled(entries("task"));
        (0..CYCLES).for_each(|_| cycle());
        wait_until("the connections are closed", || entries("fd") <= files);
        let growth = settled(threads).2.saturating_sub(bytes);
        assert!(growth < CYCLES * 100, "{growth} bytes are left");
    });
}
