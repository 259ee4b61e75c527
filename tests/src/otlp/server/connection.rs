//! Serves a connection.

use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;

use super::answer::Answer;
use super::body::AnswerBody;
use super::shared::Shared;
use super::{grpc, http_answer};
use crate::otlp::fault::{Fault, Protocol};
use crate::otlp::received::{Received, Signal, decompressed, unframed};

/// Serves a connection until it ends.
pub(super) async fn serve(stream: TcpStream, number: usize, shared: Arc<Shared>) {
    // An error means that the client has ended the connection, or does not trust the server.
    match shared.tls.clone() {
        None => serve_http(stream, number, shared).await,
        Some(tls) => {
            if let Ok(stream) = TlsAcceptor::from(tls).accept(stream).await {
                serve_http(stream, number, shared).await;
            }
        }
    }
}

async fn serve_http(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static, number: usize, shared: Arc<Shared>) {
    let connection = Arc::new(Connection { number, reset: Arc::new(Notify::new()), shared });
    let reset = Arc::clone(&connection.reset);
    let protocol = connection.shared.protocol;
    let service = service_fn(move |request| {
        let connection = Arc::clone(&connection);
        async move { Ok::<_, Infallible>(connection.answer(request).await) }
    });
    let stream = TokioIo::new(stream);
    let served = async {
        match protocol {
            Protocol::Http => drop(http1::Builder::new().serve_connection(stream, service).await),
            Protocol::Grpc => drop(http2::Builder::new(TokioExecutor::new()).serve_connection(stream, service).await),
        }
    };
    tokio::select! {
        () = served => {}
        () = reset.notified() => {}
    }
}

struct Connection {
    number: usize,
    reset: Arc<Notify>,
    shared: Arc<Shared>,
}

impl Connection {
    async fn answer(&self, request: Request<Incoming>) -> Response<AnswerBody> {
        let fault = self.shared.fault().clone();
        let (head, mut body) = request.into_parts();
        if fault == Fault::ResetInRequest {
            let _ = body.frame().await;
            self.reset().await;
        }
        let Ok(body) = body.collect().await else { pending().await };
        let body = body.to_bytes();
        let (body, was_compressed) = match self.shared.protocol {
            Protocol::Grpc => unframed(&body),
            Protocol::Http if head.headers.contains_key("content-encoding") => (decompressed(&body), true),
            Protocol::Http => (body.to_vec(), false),
        };
        let path = head.uri.path().to_owned();
        let mut received = Received {
            signal: Signal::of_path(&path),
            path,
            headers: head.headers,
            body,
            was_compressed,
            connection: self.number,
            at: Instant::now(),
            was_accepted: false,
        };
        let answer = match self.shared.protocol {
            Protocol::Http => http_answer::answer(&fault, &received),
            Protocol::Grpc => grpc::answer(&fault, &received),
        };
        received.was_accepted = answer.is_acceptance && !matches!(fault, Fault::BlackHole | Fault::SlowDrip(_));
        self.shared.push(received);
        self.respond(&fault, answer).await
    }

    async fn respond(&self, fault: &Fault, answer: Answer) -> Response<AnswerBody> {
        let Answer { status, headers, body, trailers, .. } = answer;
        let body = match fault {
            Fault::BlackHole => pending().await,
            Fault::SlowDrip(pause) => AnswerBody::dripping(*pause),
            Fault::ResetInAnswer => AnswerBody::reset(Bytes::from_static(b"\0"), Arc::clone(&self.reset)),
            _ => AnswerBody::whole(body, trailers),
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        response
    }

    async fn reset(&self) -> ! {
        self.reset.notify_one();
        pending().await
    }
}
