//! The body of a response that is measured.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Buf as _;
use http::HeaderMap;
use http::header::CONTENT_LENGTH;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;

use super::ending::Ending;
use super::tracked::Tracked;

pin_project! {
    /// The body of a response that is measured. Data, trailers, size and end of the body are unchanged.
    ///
    /// The trace context of the request is current while the body is read and dropped.
    pub struct ObservedBody<B> {
        #[pin]
        body: Option<B>,
        tracked: Tracked,
        // The number of bytes that are missing, if the header `content-length` tells it.
        missing: Option<u64>,
    }

    impl<B> PinnedDrop for ObservedBody<B> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            if *this.missing == Some(0) {
                // A server need not ask for the end of a body whose size is known.
                this.tracked.finish(Ending::Complete);
            }
            this.tracked.scope.enter(|| this.body.set(None));
        }
    }
}

impl<B: Body> ObservedBody<B> {
    /// Takes the body of a response whose [head](Tracked::head) is recorded.
    pub(crate) fn new(headers: &HeaderMap, body: B, mut tracked: Tracked) -> Self {
        if body.is_end_stream() {
            tracked.finish_at_head();
        }
        let missing = tracked.is_open().then(|| content_length(headers)).flatten();
        Self { body: Some(body), tracked, missing }
    }
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

impl<B: Body<Error: 'static>> Body for ObservedBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let this = self.project();
        let Some(mut body) = this.body.as_pin_mut() else { return Poll::Ready(None) };
        let polled = this.tracked.run_body(|| body.as_mut().poll_frame(context));
        let frame = ready!(polled);
        match &frame {
            None => this.tracked.finish(Ending::Complete),
            Some(Err(error)) => this.tracked.fail(error),
            Some(Ok(frame)) => {
                let data = frame.data_ref().map_or(0, |data| data.remaining() as u64);
                *this.missing = this.missing.map(|missing| missing.saturating_sub(data));
                // Nothing follows the trailers.
                if frame.is_trailers() || body.is_end_stream() {
                    this.tracked.finish(Ending::Complete);
                }
            }
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), Body::size_hint)
    }
}
