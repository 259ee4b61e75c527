//! The receiver, which decodes what was sent.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::process::Process;

/// How long a test waits for something that has to happen.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Where spans are in a request.
pub const SPANS: [&str; 3] = ["resourceSpans", "scopeSpans", "spans"];

/// A running receiver. Dropping it ends it.
pub struct Receiver {
    pub grpc: u16,
    pub http: u16,
    requests: Arc<Requests>,
    _process: Process,
    _input: ChildStdin,
}

#[derive(Default)]
struct Requests {
    all: Mutex<Vec<Value>>,
    arrived: Condvar,
}

impl Receiver {
    pub fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ci/otlp/receiver.py");
        let mut command = Command::new("otlp-receiver-python");
        let mut process = Process::start(command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()));
        let mut lines = BufReader::new(process.0.stdout.take().unwrap()).lines();
        let ports = parsed(&lines.next().unwrap().unwrap());
        let port = |protocol: &str| u16::try_from(ports[protocol].as_u64().unwrap()).unwrap();
        let requests = Arc::new(Requests::default());
        let of_thread = Arc::clone(&requests);
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                of_thread.all.lock().unwrap().push(parsed(&line));
                of_thread.arrived.notify_all();
            }
        });
        let input = process.0.stdin.take().unwrap();
        Self { grpc: port("grpc"), http: port("http"), requests, _process: process, _input: input }
    }

    /// Returns the requests so far.
    pub fn requests(&self) -> Vec<Value> {
        self.requests.all.lock().unwrap().clone()
    }

    /// Waits until `found` finds something in the requests.
    pub fn wait_for<T>(&self, what: &str, mut found: impl FnMut(&[Value]) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        let mut requests: MutexGuard<'_, Vec<Value>> = self.requests.all.lock().unwrap();
        loop {
            let refused = requests.iter().find(|request| request.get("error").is_some());
            assert!(refused.is_none(), "the receiver cannot decode a request: {refused:?}");
            if let Some(found) = found(&requests) {
                return found;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{what} did not arrive within {PATIENCE:?}, but {} requests", requests.len());
            requests = self.requests.arrived.wait_timeout(requests, left).unwrap().0;
        }
    }
}

fn parsed(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}"))
}

/// Returns the items of a signal with the attributes of their resource and their scope: the list in the requests has the
/// name `resourceSpans`, then `scopeSpans`, then `spans`.
pub fn items<'requests>(
    requests: &'requests [Value],
    [resources, scopes, items]: [&'static str; 3],
) -> impl Iterator<Item = Item<'requests>> {
    let of_resource = requests.iter().flat_map(move |request| list(&request["body"][resources]));
    of_resource.flat_map(move |resource| {
        list(&resource[scopes]).flat_map(move |scope| {
            let of_scope = list(&scope[items]);
            of_scope.map(move |value| Item { resource: &resource["resource"], scope: &scope["scope"], value })
        })
    })
}

/// An item of a request.
#[derive(Clone, Copy)]
pub struct Item<'requests> {
    pub resource: &'requests Value,
    pub scope: &'requests Value,
    pub value: &'requests Value,
}

/// Returns the elements of a list, which is left out if it is empty.
pub fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Returns the text of an attribute of a resource, a span or a record.
pub fn attribute<'value>(of: &'value Value, key: &str) -> Option<&'value str> {
    let found = list(&of["attributes"]).find(|attribute| attribute["key"] == key)?;
    Some(found["value"]["stringValue"].as_str().unwrap_or("not a text"))
}

/// Returns an integer, which is text in JSON.
pub fn integer(value: &Value) -> u64 {
    value.as_str().map_or(0, |digits| digits.parse().unwrap())
}
