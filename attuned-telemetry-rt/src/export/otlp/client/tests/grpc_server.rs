//! A gRPC server that answers as told.

use std::convert::Infallible;
use std::future::{pending, ready};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, Uri};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;
use tokio::sync::Notify;

/// A call that the server has received.
#[derive(Clone, Debug)]
pub(super) struct Received {
    /// The number of the connection, from 0.
    pub(super) connection: usize,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

/// What the server answers.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
    trailers: Option<HeaderMap>,
    hangs: bool,
}

pub(super) fn fields(fields: &[(&'static str, &str)]) -> HeaderMap {
    let pairs =
        fields.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()));
    pairs.collect()
}

impl Reply {
    /// Answers with a message, and with trailers.
    pub(super) fn message(message: &[u8], trailers: &[(&'static str, &str)]) -> Self {
        let length = u32::try_from(message.len()).unwrap().to_be_bytes();
        let body = [&[0][..], &length, message].concat().into();
        let headers = fields(&[("content-type", "application/grpc")]);
        Self { status: 200, headers, body, trailers: Some(fields(trailers)), hangs: false }
    }

    /// Accepts the message.
    pub(super) fn ok() -> Self {
        Self::message(&[], &[("grpc-status", "0")])
    }

    /// Answers with headers only.
    pub(super) fn headers(status: u16, headers: &[(&'static str, &str)]) -> Self {
        Self { status, headers: fields(headers), body: Bytes::new(), trailers: None, hangs: false }
    }

    /// Never answers.
    pub(super) fn hang() -> Self {
        Self { hangs: true, ..Self::ok() }
    }
}

/// A server on a thread of its own. It ends when it is dropped.
pub(super) struct GrpcServer {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    end: Arc<Notify>,
    thread: Option<JoinHandle<()>>,
}

type Replies = Arc<dyn Fn(&Received) -> Reply + Send + Sync>;

impl GrpcServer {
    /// Starts a server that asks a function for each reply.
    pub(super) fn start(reply: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let end = Arc::new(Notify::new());
        let (shared, ended) = (Arc::clone(&received), Arc::clone(&end));
        let thread = thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                tokio::spawn(accept(TcpListener::from_std(listener).unwrap(), shared, Arc::new(reply)));
                ended.notified().await;
            });
        });
        Self { address, received, end, thread: Some(thread) }
    }

    /// Starts a server that answers all calls in the same way.
    pub(super) fn always(reply: Reply) -> Self {
        Self::start(move |_| reply.clone())
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

impl Drop for GrpcServer {
    fn drop(&mut self) {
        self.end.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn accept(listener: TcpListener, received: Arc<Mutex<Vec<Received>>>, replies: Replies) {
    for connection in 0.. {
        let (stream, _) = listener.accept().await.unwrap();
        tokio::spawn(serve(stream, connection, Arc::clone(&received), Arc::clone(&replies)));
    }
}

async fn serve(stream: TcpStream, connection: usize, received: Arc<Mutex<Vec<Received>>>, replies: Replies) {
    let service = service_fn(|request: Request<Incoming>| {
        let (received, replies) = (Arc::clone(&received), Arc::clone(&replies));
        async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes().to_vec();
            let call = Received { connection, uri: head.uri, headers: head.headers, body };
            received.lock().unwrap().push(call.clone());
            let reply = replies(&call);
            if reply.hangs {
                pending::<()>().await;
            }
            Ok::<_, Infallible>(response(reply))
        }
    });
    // An error means that the client has closed the connection.
    let _ = http2::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
}

fn response(reply: Reply) -> Response<BoxBody<Bytes, Infallible>> {
    let body = Full::new(reply.body);
    let body = match reply.trailers {
        Some(trailers) => body.with_trailers(ready(Some(Ok(trailers)))).boxed(),
        None => body.boxed(),
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status.try_into().unwrap();
    *response.headers_mut() = reply.headers;
    response
}
