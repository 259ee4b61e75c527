//! The future of a response that is measured.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::{Method, Response};
use http_body::Body;
use pin_project_lite::pin_project;

use super::grpc;
use crate::propagation::layers::conventions::exchange::body::ObservedBody;
use crate::propagation::layers::conventions::exchange::tracked::Tracked;

pin_project! {
    /// The future of a response that is measured. The trace context of the request is current whenever it is polled,
    /// and when it is dropped.
    #[must_use = "futures do nothing unless they are awaited or polled"]
    pub struct ResponseFuture<F> {
        // `None` after it has completed.
        #[pin]
        future: Option<F>,
        // `None` after it has completed: the body of the response has it then.
        tracked: Option<Tracked>,
        method: Method,
    }

    impl<F> PinnedDrop for ResponseFuture<F> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            if let Some(tracked) = &this.tracked {
                tracked.scope.enter(|| this.future.set(None));
            }
        }
    }
}

impl<F> ResponseFuture<F> {
    pub(super) const fn new(future: F, tracked: Tracked, method: Method) -> Self {
        Self { future: Some(future), tracked: Some(tracked), method }
    }
}

impl<F, B, E> Future for ResponseFuture<F>
where
    F: Future<Output = Result<Response<B>, E>>,
    B: Body,
    E: 'static,
{
    type Output = Result<Response<ObservedBody<B>>, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let (Some(future), Some(tracked)) = (this.future.as_mut().as_pin_mut(), this.tracked.as_mut()) else {
            return Poll::Pending;
        };
        let polled = tracked.run(|| future.poll(context));
        let returned = ready!(polled);
        this.future.set(None);
        let Some(mut tracked) = this.tracked.take() else { return Poll::Pending };
        Poll::Ready(match returned {
            Ok(response) => {
                let (head, body) = response.into_parts();
                if grpc::is_unimplemented(&head) {
                    tracked.forget_route();
                }
                tracked.head(this.method, head.status, head.version);
                let body = ObservedBody::new(&head.headers, body, tracked);
                Ok(Response::from_parts(head, body))
            }
            Err(error) => {
                tracked.fail(&error);
                Err(error)
            }
        })
    }
}
