//! An open connection.

use std::fmt;
use std::time::{Duration, Instant};

use bytes::Bytes;
use bytes::buf::Chain;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
#[cfg(feature = "otlp-grpc")]
use hyper::client::conn::http2;
use hyper::client::conn::{TrySendError, http1};
#[cfg(feature = "otlp-grpc")]
use hyper_util::rt::TokioExecutor;
use hyper_util::rt::TokioIo;
use tokio::runtime::{Handle, Id};
use tokio::task::{AbortHandle, yield_now};

use super::stream::ByteStream;

/// The body of a request: a prefix and the message.
pub(in crate::export::otlp::client) type Body = Full<Chain<Bytes, Bytes>>;

/// How long a connection is kept without a request. Servers and load balancers close idle connections, many after a
/// minute, which is also the interval of metrics: a request on such a connection can be lost.
const LONGEST_IDLE: Duration = Duration::from_secs(45);

/// The version of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export::otlp::client) enum Version {
    Http1,
    #[cfg(feature = "otlp-grpc")]
    Http2,
}

impl Version {
    pub(super) const fn alpn(self) -> &'static [u8] {
        match self {
            Self::Http1 => b"http/1.1",
            #[cfg(feature = "otlp-grpc")]
            Self::Http2 => b"h2",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Http1 => "HTTP/1.1",
            #[cfg(feature = "otlp-grpc")]
            Self::Http2 => "HTTP/2",
        })
    }
}

/// An open connection. It ends when this is dropped, also in the middle of a request.
pub(in crate::export::otlp::client) struct Connection {
    sender: Sender,
    task: AbortHandle,
    /// The runtime of the task. If its thread was abandoned, the connection does nothing any more.
    runtime: Id,
    idle_since: Instant,
}

enum Sender {
    Http1(http1::SendRequest<Body>),
    #[cfg(feature = "otlp-grpc")]
    Http2(http2::SendRequest<Body>),
}

impl Connection {
    /// Starts HTTP on a stream.
    pub(super) async fn open(stream: TokioIo<Box<dyn ByteStream>>, version: Version) -> hyper::Result<Self> {
        let (sender, task) = match version {
            Version::Http1 => {
                let (sender, connection) = http1::handshake(stream).await?;
                (Sender::Http1(sender), tokio::spawn(connection).abort_handle())
            }
            #[cfg(feature = "otlp-grpc")]
            Version::Http2 => {
                let (sender, connection) = http2::handshake(TokioExecutor::new(), stream).await?;
                (Sender::Http2(sender), tokio::spawn(connection).abort_handle())
            }
        };
        Ok(Self { sender, task, runtime: Handle::current().id(), idle_since: Instant::now() })
    }

    /// Whether the connection can take another request.
    pub(in crate::export::otlp::client) async fn is_usable(&mut self) -> bool {
        if self.runtime != Handle::current().id() || self.idle_since.elapsed() > LONGEST_IDLE {
            return false;
        }
        // Lets the connection notice that the server has closed it.
        yield_now().await;
        match &mut self.sender {
            Sender::Http1(sender) => sender.ready().await.is_ok(),
            #[cfg(feature = "otlp-grpc")]
            Sender::Http2(sender) => sender.ready().await.is_ok(),
        }
    }

    /// Sends a request. If nothing of it was sent, it is returned with the error.
    pub(in crate::export::otlp::client) async fn send(
        &mut self,
        request: Request<Body>,
    ) -> Result<Response<Incoming>, TrySendError<Request<Body>>> {
        match &mut self.sender {
            Sender::Http1(sender) => sender.try_send_request(request).await,
            #[cfg(feature = "otlp-grpc")]
            Sender::Http2(sender) => sender.try_send_request(request).await,
        }
    }

    /// The answer was read to its end.
    pub(in crate::export::otlp::client) fn rest(mut self) -> Self {
        self.idle_since = Instant::now();
        self
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.task.abort();
    }
}
