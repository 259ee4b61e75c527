//! Where encoded requests go.

use std::io::{self, Write as _};

use bytes::Bytes;

use crate::delivery::{DeliveryError, Receipt};
use crate::export::otlp::client::{OtlpClient, SendError};

/// Where encoded requests go.
pub(in crate::adapters::opentelemetry) enum Sender {
    /// To a collector.
    Client(Box<OtlpClient>),
    /// To standard output, as lines of JSON.
    ///
    /// Source: <https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/#json-lines-file>
    Console,
}

impl Sender {
    /// Sends a request.
    pub(in crate::adapters::opentelemetry) async fn send(&self, body: Vec<u8>) -> Result<Receipt, SendError> {
        match self {
            Self::Client(client) => client.send(Bytes::from(body)).await,
            Self::Console => print(body).map(|()| Receipt::all()).map_err(|error| {
                DeliveryError::transient(format!("writing to standard output failed: {error}")).into()
            }),
        }
    }
}

fn print(mut line: Vec<u8>) -> io::Result<()> {
    line.push(b'\n');
    let mut output = io::stdout().lock();
    output.write_all(&line)?;
    output.flush()
}
