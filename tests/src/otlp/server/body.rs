//! The body of an answer.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use hyper::body::{Body, Frame};
use tokio::sync::Notify;
use tokio::time::{Sleep, sleep};

/// The body of an answer.
pub(super) struct AnswerBody {
    frames: VecDeque<Frame<Bytes>>,
    end: End,
}

/// What follows the frames of a body.
enum End {
    /// The answer is complete.
    Complete,
    /// The connection is reset.
    Reset(Arc<Notify>),
    /// A byte after each pause.
    Drip(Duration, Pin<Box<Sleep>>),
}

impl AnswerBody {
    pub(super) fn whole(body: Bytes, trailers: Option<HeaderMap>) -> Self {
        let data = (!body.is_empty()).then(|| Frame::data(body));
        Self { frames: data.into_iter().chain(trailers.map(Frame::trailers)).collect(), end: End::Complete }
    }

    pub(super) fn reset(beginning: Bytes, reset: Arc<Notify>) -> Self {
        Self { frames: [Frame::data(beginning)].into(), end: End::Reset(reset) }
    }

    pub(super) fn dripping(pause: Duration) -> Self {
        Self { frames: VecDeque::new(), end: End::Drip(pause, Box::pin(sleep(pause))) }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Self { frames, end } = self.get_mut();
        if let Some(frame) = frames.pop_front() {
            return Poll::Ready(Some(Ok(frame)));
        }
        match end {
            End::Complete => Poll::Ready(None),
            End::Reset(reset) => {
                reset.notify_one();
                Poll::Pending
            }
            End::Drip(pause, wait) => wait.as_mut().poll(context).map(|()| {
                *wait = Box::pin(sleep(*pause));
                Some(Ok(Frame::data(Bytes::from_static(b"\0"))))
            }),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.frames.is_empty() && matches!(self.end, End::Complete)
    }
}
