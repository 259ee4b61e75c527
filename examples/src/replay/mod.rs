//! Replays a file of requests against the program itself, over HTTP.

use std::error::Error;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use client::Client;
use recording::{Mistake, Recording};
use tally::Tally;

mod client;
mod line;
mod recording;
mod tally;

/// Number of concurrent connections. All requests of one user use the same connection, in order.
const CONNECTIONS: usize = 8;

/// A parsed file of requests.
pub(crate) struct Replay(Recording);

impl Replay {
    /// Reads a file. Invalid lines are skipped.
    ///
    /// # Errors
    ///
    /// Returns an error if the file does not exist or cannot be read.
    pub(crate) fn read(file: &Path) -> Result<Self, String> {
        let bytes = std::fs::read(file).map_err(|error| {
            format!("cannot read `{}`: {error}; choose another file with `--replay`", file.display())
        })?;
        Ok(Self(Recording::parse(&bytes, CONNECTIONS)))
    }

    /// Returns the skipped lines, with the reasons.
    pub(crate) fn mistakes(&self) -> &[Mistake] {
        &self.0.mistakes
    }

    /// Sends the requests, and returns a summary of the responses.
    ///
    /// # Errors
    ///
    /// Returns an error if a connection panicked.
    pub(crate) async fn run(self, address: SocketAddr) -> Result<String, Box<dyn Error>> {
        let requests: usize = self.0.lanes.iter().map(Vec::len).sum();
        let started = Instant::now();
        let mut connections = JoinSet::new();
        for lane in self.0.lanes {
            connections.spawn(async move {
                let mut client = Client::new(address);
                let mut tally = Tally::default();
                for line in &lane {
                    tally.count(client.send(line).await);
                }
                tally
            });
        }
        let mut tally = Tally::default();
        while let Some(of_one) = connections.join_next().await {
            tally.add(of_one?);
        }
        Ok(summary(requests, self.0.mistakes.len(), started.elapsed(), &tally))
    }
}

fn summary(requests: usize, skipped: usize, took: Duration, tally: &Tally) -> String {
    let mut text = format!("replayed {requests} requests over {CONNECTIONS} connections in {took:.2?}: {tally}\n");
    if skipped > 0 {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "skipped {skipped} invalid lines of the file, listed above");
    }
    text
}
