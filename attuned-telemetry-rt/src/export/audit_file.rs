//! Writes audit records to a file, as JSON lines.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::line_file::{is_at, is_torn};
use crate::core::audit::event::event::AuditEvent;
use crate::core::audit::sink::sink::{AuditError, AuditSink};
use crate::core::text::escaped::Escaped;
use crate::core::text::json;

/// A sink that appends audit records to a file, one JSON object per line.
///
/// The calling thread writes each record with one `write` call and without a buffer, so the record survives a crash of
/// the process. `TelemetryBuilder::with_audit` runs the sink on a thread of its own. `flush` syncs the file to disk. On
/// Unix, if the file is removed or renamed, for example by log rotation, the next record creates a new file.
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// use attuned_telemetry_rt::export::audit_file::JsonLinesSink;
/// use attuned_telemetry_rt::{audited, with_local_audit_sink};
///
/// #[audited(event = StateDeleted, user_id = user)]
/// fn forget(user: &str) {}
///
/// let path = std::env::temp_dir().join(format!("audit-{}.jsonl", std::process::id()));
/// with_local_audit_sink(JsonLinesSink::append(&path)?, || forget("ada"));
/// assert!(std::fs::read_to_string(&path)?.contains(r#""event_type":"state_deleted","user_id":"ada""#));
/// # std::fs::remove_file(path)
/// # }
/// ```
#[derive(Debug)]
pub struct JsonLinesSink {
    path: PathBuf,
    lines: Mutex<Lines>,
}

/// An open file. `torn` is set if its last line is incomplete.
#[derive(Debug)]
struct Lines {
    file: File,
    torn: bool,
}

impl JsonLinesSink {
    /// Opens the file for appending, and creates it if it does not exist. Existing records are kept.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be opened or created. The directory must exist. The error contains the path.
    pub fn append(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let lines = Lines::open(&path).map_err(|error| {
            let message = format!(
                "cannot open the audit file `{}`: {error}; use the path of a file in a directory that exists",
                Escaped(&path.to_string_lossy())
            );
            io::Error::new(error.kind(), message)
        })?;
        Ok(Self { path, lines: Mutex::new(lines) })
    }

    fn lost(&self, error: &io::Error) -> AuditError {
        let path = self.path.to_string_lossy();
        let path = Escaped(&path);
        AuditError::new(format!(
            "cannot write the audit file `{path}`: {error}; check its disk space and permissions, or use another path"
        ))
    }
}

impl AuditSink for JsonLinesSink {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        let line = serde_json::to_string(event).map_err(|error| self.lost(&error.into()))?;
        let line = json::escaped(line);
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.write(&self.path, line).map_err(|error| self.lost(&error))
    }

    fn flush(&self) -> Result<(), AuditError> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.file.sync_data().map_err(|error| self.lost(&error))
    }
}

impl Lines {
    fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        // If the file cannot be read, its last line is assumed to be complete.
        Ok(Self { file, torn: is_torn(path).unwrap_or(false) })
    }

    fn write(&mut self, path: &Path, mut line: String) -> io::Result<()> {
        if !is_at(&self.file, path) {
            *self = Self::open(path)?;
        }
        if self.torn {
            line.insert(0, '\n');
        }
        line.push('\n');
        let written = self.file.write_all(line.as_bytes());
        // A failed write may leave a part of the line, so the next record starts on a new line.
        self.torn = written.is_err();
        written
    }
}
