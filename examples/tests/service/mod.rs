//! The example as a running program, and what the tests ask it.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub mod prometheus;

/// The program, ended when it is dropped.
pub struct Service {
    process: Child,
    pub address: SocketAddr,
    /// What it printed until it began to serve.
    pub printed: String,
    folder: tempfile::TempDir,
}

/// The program's command line, with a folder of its own and any free port.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_state-store"));
    command.args(["--port", "0", "--data"]).arg(folder);
    for variable in ["RUST_LOG", "ATTUNED_LOG_FORMAT", "ATTUNED_LOG_LEVEL", "ATTUNED_SERVICE_NAME"] {
        command.env_remove(variable);
    }
    command
}

impl Service {
    /// Starts the program and waits until it has replayed its requests.
    pub fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut process = command(folder.path()).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut printed = String::new();
        for line in BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok) {
            printed.push_str(&line);
            printed.push('\n');
            if line.starts_with("serving") {
                break;
            }
        }
        let url = printed.split("http://").nth(1).unwrap_or_else(|| panic!("no address in: {printed}"));
        let address = url.split_whitespace().next().unwrap().parse().unwrap();
        Self { process, address, printed, folder }
    }

    /// The status code and the body of an answer.
    pub fn get(&self, path: &str) -> (u16, String) {
        get(self.address, path)
    }

    /// Every series on the page, with its value.
    pub fn metrics(&self) -> BTreeMap<String, f64> {
        samples(&self.page("text/plain"))
    }

    /// The page in a format.
    pub fn page(&self, accept: &str) -> String {
        let (code, page) = ask(self.address, "GET /metrics", &format!("Accept: {accept}\r\n"), "");
        assert_eq!(code, 200);
        page
    }

    pub fn audit_file(&self) -> PathBuf {
        self.folder.path().join("audit.jsonl")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// Every series on a page, with its value.
pub fn samples(page: &str) -> BTreeMap<String, f64> {
    let lines = page.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    // Behind the value there may be an exemplar.
    let samples = lines.map(|line| line.split_once(" # ").map_or(line, |(sample, _)| sample).rsplit_once(' ').unwrap());
    samples.map(|(name, value)| (name.to_owned(), value.parse().unwrap())).collect()
}

/// Ends a process that a test has started.
pub fn end(process: &mut Child) {
    // It may have ended by itself.
    drop(process.kill());
    drop(process.wait());
}

/// Asks by HTTP/1.0, whose answers are never chunked.
pub fn get(address: SocketAddr, path: &str) -> (u16, String) {
    ask(address, &format!("GET {path}"), "", "")
}

/// Asks for `METHOD path`, with more headers and a JSON body.
pub fn ask(address: SocketAddr, what: &str, headers: &str, body: &str) -> (u16, String) {
    let (head, body) = ask_for_bytes(address, what, headers, body);
    (head[9..12].parse().unwrap(), String::from_utf8(body).unwrap())
}

/// The same for an answer that need not be text: its head, and its body.
pub fn ask_for_bytes(address: SocketAddr, what: &str, headers: &str, body: &str) -> (String, Vec<u8>) {
    let mut connection = TcpStream::connect(address).unwrap();
    let length = body.len();
    let request = format!(
        "{what} HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    );
    connection.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
    let body = answer.split_off(end + 4);
    (String::from_utf8(answer).unwrap(), body)
}
