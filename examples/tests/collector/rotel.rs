//! A real collector, <https://github.com/streamfold/rotel>.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};

use crate::process::Process;
use crate::receiver::{PATIENCE, Receiver};
use crate::service::prometheus::within;

/// A running collector, which forwards everything to a receiver. Dropping it ends it.
pub struct Rotel {
    pub grpc: u16,
    pub http: u16,
    _process: Process,
    _folder: tempfile::TempDir,
}

impl Rotel {
    pub fn in_front_of(receiver: &Receiver) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let [grpc, http] = [free_address(), free_address()];
        let mut command = Command::new("rotel-agent");
        command.arg("start");
        command.args(["--otlp-grpc-endpoint", &grpc.to_string(), "--otlp-http-endpoint", &http.to_string()]);
        command.args(["--exporter", "otlp", "--otlp-exporter-protocol", "grpc", "--batch-timeout", "100ms"]);
        command.args(["--otlp-exporter-endpoint", &format!("http://127.0.0.1:{}", receiver.grpc)]);
        command.current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = Process::start(&mut command);
        let is_ready = || [grpc, http].into_iter().all(|address| TcpStream::connect(address).is_ok());
        assert!(within(PATIENCE, is_ready), "the collector does not listen");
        Self { grpc: grpc.port(), http: http.port(), _process: process, _folder: folder }
    }
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
