//! The adapter that writes JSON lines.

mod failures;
mod files;
mod lines;
mod standard_streams;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use attuned_telemetry_rt::collect::LogRecord;
use serde_json::Value;
use tracing::Level;

/// A record at a known time: 2026-01-02T03:04:05.678901Z.
fn record(message: &str) -> LogRecord {
    let time = SystemTime::UNIX_EPOCH + Duration::from_micros(1_767_323_045_678_901);
    LogRecord::new(time, Level::INFO, "shop", message)
}

/// The lines of a text. Every line must be complete and an object.
fn objects(text: &str) -> Vec<Value> {
    assert!(text.is_empty() || text.ends_with('\n'), "{text:?}");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line:?}"))).collect()
}

/// A writer whose text can be read, and which can fail.
#[derive(Clone, Default)]
struct Written {
    bytes: Arc<Mutex<Vec<u8>>>,
    failure: Arc<Mutex<Option<Failure>>>,
}

/// Writes some more bytes, then fails once.
struct Failure {
    after: usize,
    kind: io::ErrorKind,
}

impl Written {
    fn text(&self) -> String {
        String::from_utf8(self.bytes.lock().unwrap().clone()).unwrap()
    }

    fn fail_after(&self, bytes: usize, kind: io::ErrorKind) {
        *self.failure.lock().unwrap() = Some(Failure { after: bytes, kind });
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut failure = self.failure.lock().unwrap();
        let count = match &mut *failure {
            Some(Failure { after: 0, kind }) => {
                let error = Err((*kind).into());
                *failure = None;
                return error;
            }
            Some(Failure { after, .. }) => {
                let count = bytes.len().min(*after);
                *after -= count;
                count
            }
            None => bytes.len(),
        };
        self.bytes.lock().unwrap().extend_from_slice(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
