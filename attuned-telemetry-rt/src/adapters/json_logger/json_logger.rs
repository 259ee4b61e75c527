//! The adapter that writes log records as JSON lines.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use async_trait::async_trait;

use super::failure::delivery_error;
use super::line;
use super::output::Output;
use super::rotating_file::RotatingFile;
use super::rotation::LogRotation;
use super::shared_output::SharedOutput;
use super::whole_lines::LastLine;
use crate::adapters::traits::adapter_health::AdapterHealth;
use crate::adapters::traits::logging_adapter::LoggingAdapter;
use crate::collect::LogRecord;
use crate::delivery::{DeliveryError, Receipt};

/// Writes log records as JSON, one object per line.
///
/// A line has the keys `timestamp` (RFC 3339 in UTC), `level`, `target`, `message` and `fields`, and those of a span
/// also `trace_id` and `span_id`. Control characters, line separators and other characters that change how a terminal
/// displays text are written as escapes. No key occurs twice: a field whose key is taken has the prefix `field.`.
///
/// A batch is written with one call, so that lines of other threads are not between its lines. If a write fails, the
/// error goes to the manager, which retries the batch if that may help. A file contains either the whole batch or
/// nothing of it. Elsewhere, a part of a line that a failed write left ends with a line feed before the next record.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use attuned_telemetry_rt::adapters::{JsonLogger, LogRotation};
///
/// # let folder = std::env::temp_dir();
/// # let path = folder.join(format!("json-logger-{}.log", std::process::id()));
/// let logger = JsonLogger::file(&path, LogRotation { keep: 3, ..LogRotation::default() })?;
/// # drop(logger);
/// # std::fs::remove_file(path)?;
/// # Ok(())
/// # }
/// ```
pub struct JsonLogger {
    /// The path of the file, or what else the output is.
    name: String,
    output: SharedOutput,
    /// The error of the last write, until a write succeeds.
    failure: Mutex<Option<DeliveryError>>,
}

impl JsonLogger {
    /// Writes to standard output.
    ///
    /// # Errors
    ///
    /// Returns an error if standard output is closed, or if the process has no file descriptor left.
    pub fn stdout() -> Result<Self, DeliveryError> {
        Self::standard("standard output", duplicate(&io::stdout()))
    }

    /// Writes to standard error.
    ///
    /// # Errors
    ///
    /// Returns an error if standard error is closed, or if the process has no file descriptor left.
    pub fn stderr() -> Result<Self, DeliveryError> {
        Self::standard("standard error", duplicate(&io::stderr()))
    }

    /// The output is written without the buffer of the standard library, which keeps a part of a line after an error.
    fn standard(name: &str, file: io::Result<File>) -> Result<Self, DeliveryError> {
        let file = file.map_err(|error| delivery_error("cannot open", name, &error))?;
        Ok(Self::new(name, Output::Writer(Box::new(file), LastLine::Complete)))
    }

    /// Appends to a file, and creates it if it does not exist. If another program renames or removes the file, the next
    /// record creates a new file, on Unix.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be opened, or if a setting of the rotation is not allowed. The directory of
    /// the file must exist.
    pub fn file(path: impl AsRef<Path>, rotation: LogRotation) -> Result<Self, DeliveryError> {
        rotation.check()?;
        let path = path.as_ref();
        let name = path.to_string_lossy();
        let file = RotatingFile::open(path, rotation)
            .map_err(|error| delivery_error("cannot open the log file", &name, &error))?;
        Ok(Self::new(&name, Output::File(file)))
    }

    /// Writes to any writer, and flushes it after every batch. Records are lost if the writer stores them and fails
    /// later.
    ///
    /// ```
    /// use attuned_telemetry_rt::adapters::JsonLogger;
    ///
    /// let logger = JsonLogger::writer(std::io::sink());
    /// ```
    pub fn writer(writer: impl Write + Send + 'static) -> Self {
        Self::new("the writer", Output::Writer(Box::new(writer), LastLine::Complete))
    }

    fn new(name: &str, output: Output) -> Self {
        Self { name: name.to_owned(), output: SharedOutput::new(output), failure: Mutex::new(None) }
    }

    fn write(&self, records: &[LogRecord]) -> Result<(), DeliveryError> {
        let mut lines = String::with_capacity(records.len() * 256);
        for record in records {
            line::append(&mut lines, record);
        }
        if lines.is_empty() {
            return Ok(());
        }
        let written = self.on_output("cannot write", |output| output.write(&lines, SystemTime::now()));
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = written.as_ref().err().cloned();
        written
    }

    fn on_output<R>(&self, what: &str, act: impl FnOnce(&mut Output) -> io::Result<R>) -> Result<R, DeliveryError> {
        self.output.with(act).and_then(|result| result).map_err(|error| delivery_error(what, &self.name, &error))
    }
}

#[async_trait]
impl LoggingAdapter for JsonLogger {
    /// Writes a record. An error is in the [health](Self::health_check) until a write succeeds.
    async fn log(&self, record: &LogRecord) {
        // The error is stored.
        let _ = self.write(std::slice::from_ref(record));
    }

    fn name(&self) -> &'static str {
        "json_logger"
    }

    async fn health_check(&self) -> AdapterHealth {
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(error) = failure {
            return AdapterHealth::unhealthy(error.to_string());
        }
        match self.on_output("cannot use", |output| Ok(output.restriction())) {
            Ok(None) => AdapterHealth::Healthy,
            Ok(Some(restriction)) => AdapterHealth::degraded(restriction),
            Err(error) => AdapterHealth::unhealthy(error.to_string()),
        }
    }

    async fn export_logs(&self, records: &[LogRecord]) -> Result<Receipt, DeliveryError> {
        self.write(records)?;
        Ok(Receipt::all())
    }

    /// Syncs the file to disk.
    async fn flush(&self) -> Result<(), DeliveryError> {
        self.on_output("cannot sync", Output::sync)
    }

    /// Syncs the file to disk.
    async fn shutdown(&self) -> Result<(), DeliveryError> {
        self.flush().await
    }
}

#[cfg(unix)]
fn duplicate(stream: &impl std::os::fd::AsFd) -> io::Result<File> {
    stream.as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn duplicate(stream: &impl std::os::windows::io::AsHandle) -> io::Result<File> {
    stream.as_handle().try_clone_to_owned().map(File::from)
}
