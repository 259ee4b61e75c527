//! The example as a running program, and requests to it.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub mod prometheus;

/// The running program. Dropping it ends it.
pub struct Service {
    process: Child,
    pub address: SocketAddr,
    /// Output before it started to serve.
    pub printed: String,
    folder: tempfile::TempDir,
}

/// The command line of the program, with a temporary directory and any free port.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_state-store"));
    command.args(["--port", "0", "--data"]).arg(folder);
    for (variable, _) in std::env::vars_os() {
        if variable
            .to_str()
            .is_some_and(|name| ["RUST_LOG", "ATTUNED_", "OTEL_"].iter().any(|own| name.starts_with(own)))
        {
            command.env_remove(variable);
        }
    }
    command
}

impl Service {
    /// Starts the program, and waits for the end of the replay.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_with(arguments, &[])
    }

    /// The same with environment variables.
    pub fn start_with(arguments: &[&str], environment: &[(&str, String)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = command(folder.path());
        command.args(arguments).envs(environment.iter().map(|(name, value)| (name, value)));
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
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

    /// Returns status code and body of a response.
    pub fn get(&self, path: &str) -> (u16, String) {
        get(self.address, path)
    }

    /// Returns the value of every series on the page.
    pub fn metrics(&self) -> BTreeMap<String, f64> {
        samples(&self.page("text/plain"))
    }

    /// Returns the page in a format.
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

/// Parses the value of every series on a page.
pub fn samples(page: &str) -> BTreeMap<String, f64> {
    let lines = page.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    // An exemplar may follow the value.
    let samples = lines.map(|line| line.split_once(" # ").map_or(line, |(sample, _)| sample).rsplit_once(' ').unwrap());
    samples.map(|(name, value)| (name.to_owned(), value.parse().unwrap())).collect()
}

/// Ends a process that the test started.
pub fn end(process: &mut Child) {
    // It may have exited already.
    drop(process.kill());
    drop(process.wait());
}

/// Sends a `GET` request over HTTP/1.0, whose responses are never chunked.
pub fn get(address: SocketAddr, path: &str) -> (u16, String) {
    ask(address, &format!("GET {path}"), "", "")
}

/// Sends `METHOD path`, with additional headers and a JSON body.
pub fn ask(address: SocketAddr, what: &str, headers: &str, body: &str) -> (u16, String) {
    let (head, body) = ask_for_bytes(address, what, headers, body);
    (head[9..12].parse().unwrap(), String::from_utf8(body).unwrap())
}

/// The same for a binary response: head and body.
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
