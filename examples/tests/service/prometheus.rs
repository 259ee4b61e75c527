//! A real Prometheus and a real Alertmanager.

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value;

use super::{end, get};

const MISSING: &str = "is needed for this test and cannot be started: run ./ci/test, which installs it";

/// A free local address.
fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// Starts a program and discards its output.
fn start(command: &mut Command) -> Child {
    let started = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    started.unwrap_or_else(|error| panic!("{command:?} {MISSING} ({error})"))
}

/// Runs `promtool` with an input.
pub fn promtool(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new("promtool");
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut promtool = command.spawn().unwrap_or_else(|error| panic!("`promtool` {MISSING} ({error})"));
    promtool.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    promtool.wait_with_output().unwrap()
}

/// A running Prometheus. Dropping it ends it.
pub struct Prometheus {
    process: Child,
    address: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Prometheus {
    /// Starts one that scrapes a target four times a second.
    pub fn scraping(target: SocketAddr) -> Self {
        Self::scraping_with(target, "exemplar-storage")
    }

    /// The same with feature flags.
    pub fn scraping_with(target: SocketAddr, features: &str) -> Self {
        let config = format!(
            "scrape_configs:\n- job_name: state-store\n  scrape_interval: 250ms\n  scrape_timeout: 250ms\n  \
             static_configs:\n  - targets: ['{target}']\n"
        );
        Self::start_with(&config, features)
    }

    /// Starts one with a configuration.
    pub fn start(config: &str) -> Self {
        Self::start_with(config, "exemplar-storage")
    }

    fn start_with(config: &str, features: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("prometheus.yml");
        fs::write(&file, config).unwrap();
        let address = free_address();
        let process = start(
            Command::new("prometheus")
                .arg(format!("--enable-feature={features}"))
                .arg(format!("--config.file={}", file.display()))
                .arg(format!("--storage.tsdb.path={}", folder.path().join("data").display()))
                .arg(format!("--web.listen-address={address}")),
        );
        Self { process, address, _folder: folder }
    }

    /// Returns the result of an expression, empty while Prometheus starts.
    pub fn query(&self, expression: &str) -> Vec<Value> {
        if TcpStream::connect(self.address).is_err() {
            return Vec::new();
        }
        let (_, body) = get(self.address, &format!("/api/v1/query?query={}", encoded(expression)));
        let answer: Value = serde_json::from_str(&body).unwrap_or_default();
        assert_ne!(answer["status"], "error", "{expression}\n{answer}");
        answer["data"]["result"].as_array().cloned().unwrap_or_default()
    }
}

impl Prometheus {
    /// Returns the exemplars of the selected series: labels and exemplars of each.
    pub fn exemplars(&self, expression: &str) -> Vec<Value> {
        let path = format!("/api/v1/query_exemplars?query={}&start=0&end=9999999999", encoded(expression));
        let (_, body) = get(self.address, &path);
        let answer: Value = serde_json::from_str(&body).unwrap_or_default();
        answer["data"].as_array().cloned().unwrap_or_else(|| panic!("{expression}\n{answer}"))
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// A running Alertmanager. Dropping it ends it.
pub struct Alertmanager {
    process: Child,
    pub address: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Alertmanager {
    /// Starts one with a configuration file.
    pub fn start(config: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = free_address();
        // Debian uses a different name for the program.
        let process = start(
            Command::new("prometheus-alertmanager")
                .arg(format!("--config.file={}", config.display()))
                .arg(format!("--storage.path={}", folder.path().display()))
                .arg(format!("--web.listen-address={address}"))
                .arg("--cluster.listen-address="),
        );
        let alertmanager = Self { process, address, _folder: folder };
        assert!(within(Duration::from_secs(30), || TcpStream::connect(address).is_ok()), "it does not listen");
        alertmanager
    }

    /// Returns the alerts that it has received.
    pub fn alerts(&self) -> Vec<Value> {
        let (_, body) = get(self.address, "/api/v2/alerts");
        serde_json::from_str(&body).unwrap_or_default()
    }
}

impl Drop for Alertmanager {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// Whether a condition becomes true in time.
pub fn within(limit: Duration, mut is_true: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + limit;
    loop {
        if is_true() {
            return true;
        }
        if Instant::now() > deadline {
            return false;
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// Encodes text for the query of a URL.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).into() } else { format!("%{byte:02X}") };
    text.bytes().map(byte).collect()
}
