//! A client with one connection. After the connection closes, the client opens a new one.

use std::error::Error;
use std::net::SocketAddr;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::line::{Line, Method};
use crate::store::slow_disk::DELAY_HEADER;

/// Result of a request, as the client sees it.
pub(super) enum Seen {
    /// The server responded.
    Answer(StatusCode),
    /// The client disconnected first.
    WentAway,
    /// There was no response, for this reason.
    Nothing(String),
}

/// A client with one connection.
pub(super) struct Client {
    address: SocketAddr,
    connection: Option<Connection>,
}

/// A connection. Dropping this value closes the connection and cancels the running request.
struct Connection {
    requests: SendRequest<Full<Bytes>>,
    driver: JoinHandle<hyper::Result<()>>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

type AnyError = Box<dyn Error + Send + Sync>;

impl Client {
    /// Creates a client without a connection.
    pub(super) const fn new(address: SocketAddr) -> Self {
        Self { address, connection: None }
    }

    /// Sends a request and waits for the response, unless the line says to disconnect.
    pub(super) async fn send(&mut self, line: &Line) -> Seen {
        let answer = match line.cancel_after {
            None => self.answer(line).await,
            Some(patience) => match timeout(patience, self.answer(line)).await {
                Ok(answer) => answer,
                Err(_) => {
                    self.connection = None;
                    return Seen::WentAway;
                }
            },
        };
        answer.map_or_else(
            |error| {
                self.connection = None;
                Seen::Nothing(error.to_string())
            },
            Seen::Answer,
        )
    }

    async fn answer(&mut self, line: &Line) -> Result<StatusCode, AnyError> {
        let request = self.request(line)?;
        let response = self.connected().await?.send_request(request).await?;
        let status = response.status();
        // A connection can be reused after the response has been read completely.
        response.into_body().collect().await?;
        Ok(status)
    }

    fn request(&self, line: &Line) -> Result<Request<Full<Bytes>>, AnyError> {
        let method = match line.method {
            Method::Get => hyper::Method::GET,
            Method::Put => hyper::Method::PUT,
            Method::Delete => hyper::Method::DELETE,
        };
        let mut request = Request::builder().method(method).uri(&line.uri).header(HOST, self.address.to_string());
        if line.method == Method::Put {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        if let Some(delay) = line.delay_ms {
            request = request.header(DELAY_HEADER, delay);
        }
        Ok(request.body(Full::new(line.body.clone()))?)
    }

    /// Returns a connection that is ready for a request.
    async fn connected(&mut self) -> Result<&mut SendRequest<Full<Bytes>>, AnyError> {
        if let Some(mut open) = self.connection.take()
            && open.requests.ready().await.is_ok()
        {
            return Ok(&mut self.connection.insert(open).requests);
        }
        Ok(&mut self.connection.insert(connect(self.address).await?).requests)
    }
}

async fn connect(address: SocketAddr) -> Result<Connection, AnyError> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (requests, connection) = http1::handshake(TokioIo::new(stream)).await?;
    Ok(Connection { requests, driver: tokio::spawn(connection) })
}
