//! Servers on a free port of this machine, and clients.

use std::net::SocketAddr;

use axum::body::Body;
use http::{Request, Response};
use http_body::Body as HttpBody;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tower::{BoxError, Service};

/// The version of HTTP that a server speaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Version {
    One,
    Two,
}

/// Starts a server, which runs until the runtime ends.
pub(super) async fn serve<S, B>(version: Version, service: S) -> SocketAddr
where
    S: Service<Request<Incoming>, Response = Response<B>, Error: Into<BoxError>, Future: Send> + Clone + Send + 'static,
    B: HttpBody<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (connection, _) = listener.accept().await.unwrap();
            let (connection, service) = (TokioIo::new(connection), TowerToHyperService::new(service.clone()));
            tokio::spawn(async move {
                // Clients hang up on purpose.
                let _ = match version {
                    Version::One => http1::Builder::new().serve_connection(connection, service).with_upgrades().await,
                    Version::Two => {
                        http2::Builder::new(TokioExecutor::new()).serve_connection(connection, service).await
                    }
                };
            });
        }
    });
    address
}

/// Connects to a server with HTTP/2.
pub(super) async fn connect(address: SocketAddr) -> hyper::client::conn::http2::SendRequest<Body> {
    let connection = TokioIo::new(TcpStream::connect(address).await.unwrap());
    let (sender, connection) = hyper::client::conn::http2::handshake(TokioExecutor::new(), connection).await.unwrap();
    tokio::spawn(connection);
    sender
}

/// A client with a pool of connections.
pub(super) fn client() -> hyper_util::client::legacy::Client<hyper_util::client::legacy::connect::HttpConnector, Body> {
    hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build_http()
}
