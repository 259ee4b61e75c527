//! The answer to a scrape.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse as _, Response};
use futures_core::Stream;

use crate::export::prometheus::format::accepts_encoding;
use crate::export::prometheus::gzip::Gzip;
use crate::export::prometheus::{Format, PrometheusExporter};

/// The page in the format that is asked for.
pub(crate) fn answer(exporter: &PrometheusExporter, asked: &HeaderMap) -> Response {
    let format = Format::accepted(&all(asked, &header::ACCEPT));
    let page = exporter.page(format);
    let headers = [(header::CONTENT_TYPE, format.content_type()), (header::VARY, "accept, accept-encoding")];
    if accepts_encoding(&all(asked, &header::ACCEPT_ENCODING), "gzip") {
        (headers, [(header::CONTENT_ENCODING, "gzip")], body(Gzip::new(page))).into_response()
    } else {
        (headers, body(page)).into_response()
    }
}

/// What a header says. Given several times it is one list.
fn all(headers: &HeaderMap, name: &HeaderName) -> String {
    let values: Vec<_> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    values.join(",")
}

fn body(pieces: impl Iterator<Item = Vec<u8>> + Send + Unpin + 'static) -> Body {
    Body::from_stream(Pieces { pieces, is_next: true })
}

/// The pieces of a page. Others on the same thread have their turn after each.
struct Pieces<P> {
    pieces: P,
    is_next: bool,
}

impl<P: Iterator<Item = Vec<u8>> + Unpin> Stream for Pieces<P> {
    type Item = Result<Vec<u8>, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let is_turn = self.is_next;
        self.is_next = !is_turn;
        if is_turn {
            Poll::Ready(self.pieces.next().map(Ok))
        } else {
            context.waker().wake_by_ref();
            Poll::Pending
        }
    }
}
