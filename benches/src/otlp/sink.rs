//! The collector, in a process of its own, so that its processor time is not counted.

use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A collector that counts and discards what it receives. It ends when this is dropped.
pub(crate) struct Sink {
    process: Child,
    asks: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    pub(crate) port: String,
}

/// What the collector has received.
pub(crate) struct Received {
    pub(crate) spans: u64,
    pub(crate) points: u64,
    /// On its sockets, headers included.
    pub(crate) bytes: u64,
    pub(crate) requests: u64,
    /// The bytes of the largest message.
    pub(crate) largest: u64,
}

impl Sink {
    pub(crate) fn start(program: &Path) -> Result<Self, Box<dyn Error>> {
        let mut process = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (asks, output) = (process.stdin.take(), process.stdout.take());
        let answers = BufReader::new(output.ok_or("the collector has no output")?);
        let mut sink = Self { process, asks, answers, port: String::new() };
        sink.port = sink.line()?;
        Ok(sink)
    }

    fn line(&mut self) -> Result<String, Box<dyn Error>> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    /// Returns what was received since the last call.
    pub(crate) fn received(&mut self) -> Result<Received, Box<dyn Error>> {
        self.asks.as_mut().ok_or("the collector has no input")?.write_all(b"\n")?;
        let line = self.line()?;
        let counts = line.split(' ').map(str::parse).collect::<Result<Vec<u64>, _>>()?;
        let &[spans, points, bytes, requests, largest] = &counts[..] else {
            return Err(format!("the collector printed `{line}`").into());
        };
        Ok(Received { spans, points, bytes, requests, largest })
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        // The collector ends at the end of its input.
        self.asks = None;
        let _ = self.process.wait();
    }
}
