// A collector that counts and discards what it receives, over HTTP/1, HTTP/2 and gRPC. It prints its port. For each line
// of the standard input, it prints the spans, the data points, the bytes on its sockets, the requests and the size of the
// largest request since the last line. It ends at the end of the standard input.

use std::error::Error;
use std::io::{self, BufRead as _, Read as _};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::thread;

use bytes::Bytes;
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

type Failure = Box<dyn Error + Send + Sync>;
type Body = StreamBody<Frames>;

// A message and trailers.
struct Frames(Vec<Frame<Bytes>>);

impl futures_core::Stream for Frames {
    type Item = Result<Frame<Bytes>, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop().map(Ok))
    }
}

static SPANS: AtomicU64 = AtomicU64::new(0);
static POINTS: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);
static REQUESTS: AtomicU64 = AtomicU64::new(0);
static LARGEST: AtomicU64 = AtomicU64::new(0);

// A socket that counts what it reads.
struct Counting(TcpStream);

impl AsyncRead for Counting {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.0).poll_read(cx, buffer);
        BYTES.fetch_add((buffer.filled().len() - before) as u64, Ordering::Relaxed);
        result
    }
}

impl AsyncWrite for Counting {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buffer)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    thread::spawn(|| {
        for _line in io::stdin().lock().lines() {
            let [spans, points, bytes, requests, largest] =
                [&SPANS, &POINTS, &BYTES, &REQUESTS, &LARGEST].map(|count| count.swap(0, Ordering::Relaxed));
            println!("{spans} {points} {bytes} {requests} {largest}");
        }
        std::process::exit(0);
    });
    loop {
        let (socket, _) = listener.accept().await?;
        socket.set_nodelay(true)?;
        tokio::spawn(async move {
            let builder = auto::Builder::new(TokioExecutor::new());
            let _ = builder.serve_connection(TokioIo::new(Counting(socket)), service_fn(answer)).await;
        });
    }
}

async fn answer(request: Request<Incoming>) -> Result<Response<Body>, Failure> {
    let is_grpc = request.headers().get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"application/grpc"));
    let encoding = if is_grpc { "grpc-encoding" } else { "content-encoding" };
    let is_gzip = request.headers().get(encoding).is_some_and(|encoding| encoding == "gzip");
    let is_metrics = request.uri().path().to_ascii_lowercase().contains("metrics");
    let mut body = request.into_body().collect().await?.to_bytes();
    let is_gzip = if is_grpc { body.first() == Some(&1) } else { is_gzip };
    if is_grpc {
        body = body.slice(5..);
    }
    let message = if is_gzip { decompressed(&body)? } else { body };
    REQUESTS.fetch_add(1, Ordering::Relaxed);
    LARGEST.fetch_max(message.len() as u64, Ordering::Relaxed);
    if is_metrics {
        // Metrics of scopes of resources, which have points in one of several types of data.
        let points = counted(&message, &[&[1], &[2], &[2], &[5, 7, 9, 10, 11], &[1]]);
        POINTS.fetch_add(points, Ordering::Relaxed);
    } else {
        SPANS.fetch_add(counted(&message, &[&[1], &[2], &[2]]), Ordering::Relaxed);
    }
    Ok(if is_grpc { over_grpc()? } else { Response::builder().header("content-type", "application/x-protobuf").body(StreamBody::new(Frames(Vec::new())))? })
}

fn over_grpc() -> Result<Response<Body>, Failure> {
    let mut trailers = HeaderMap::new();
    trailers.insert("grpc-status", "0".parse()?);
    let frames = vec![Frame::trailers(trailers), Frame::data(Bytes::from_static(&[0; 5]))];
    Ok(Response::builder().header("content-type", "application/grpc").body(StreamBody::new(Frames(frames)))?)
}

fn decompressed(body: &[u8]) -> io::Result<Bytes> {
    let mut message = Vec::new();
    flate2::read::GzDecoder::new(body).read_to_end(&mut message)?;
    Ok(message.into())
}

// Counts the fields at the end of a path of field numbers.
fn counted(message: &[u8], path: &[&[u64]]) -> u64 {
    let [numbers, inner @ ..] = path else { return 1 };
    let (mut rest, mut count) = (message, 0);
    while !rest.is_empty() {
        let key = varint(&mut rest);
        match key & 7 {
            0 => drop(varint(&mut rest)),
            1 => rest = &rest[8..],
            5 => rest = &rest[4..],
            _ => {
                let length = varint(&mut rest) as usize;
                if numbers.contains(&(key >> 3)) {
                    count += counted(&rest[..length], inner);
                }
                rest = &rest[length..];
            }
        }
    }
    count
}

fn varint(rest: &mut &[u8]) -> u64 {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = rest[0];
        *rest = &rest[1..];
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    value
}
