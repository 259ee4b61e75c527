//! The response to a scrape.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse as _, Response};
use futures_core::Stream;

use crate::export::prometheus::PrometheusExporter;
use crate::export::prometheus::format::{Format, accepts_encoding};
use crate::export::prometheus::gzip::Gzip;

/// Returns the metrics in the format and the encoding that the request accepts.
pub(crate) fn page(exporter: &PrometheusExporter, request: &HeaderMap) -> Response {
    let format = Format::accepted(&all(request, &header::ACCEPT));
    let page = exporter.page(format);
    let headers = [(header::CONTENT_TYPE, format.content_type()), (header::VARY, "accept, accept-encoding")];
    if accepts_encoding(&all(request, &header::ACCEPT_ENCODING), "gzip") {
        (headers, [(header::CONTENT_ENCODING, "gzip")], body(Gzip::new(page))).into_response()
    } else {
        (headers, body(page)).into_response()
    }
}

/// Returns the value of a header. Repeated headers are joined into one list.
fn all(headers: &HeaderMap, name: &HeaderName) -> String {
    let values: Vec<_> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    values.join(",")
}

fn body(pieces: impl Iterator<Item = Vec<u8>> + Send + Unpin + 'static) -> Body {
    Body::from_stream(Pieces { pieces, is_ready: true })
}

/// The pieces of a page. After each piece the task yields to other tasks on the same thread.
struct Pieces<P> {
    pieces: P,
    /// Whether the next poll returns a piece; otherwise it yields.
    is_ready: bool,
}

impl<P: Iterator<Item = Vec<u8>> + Unpin> Stream for Pieces<P> {
    type Item = Result<Vec<u8>, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let is_ready = self.is_ready;
        self.is_ready = !is_ready;
        if is_ready {
            Poll::Ready(self.pieces.next().map(Ok))
        } else {
            context.waker().wake_by_ref();
            Poll::Pending
        }
    }
}
