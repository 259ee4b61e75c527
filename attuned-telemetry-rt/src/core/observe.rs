//! What an annotated function calls: its body, between the start of the call and the outcome.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::call::{Call, Observer, Running};
use super::returned::{CannotFail, Failure};

/// Runs the body of a function; `judge` says whether what it returns is a failure.
#[inline]
pub fn observe<O: Observer, R>(
    mut call: Call<O>,
    body: impl FnOnce() -> R,
    judge: impl FnOnce(&R, &mut O) -> Failure,
) -> R {
    let running = call.run();
    let returned = body();
    running.returned(&returned, judge);
    returned
}

/// Observes the rest of the function that this is called in, of which only the end is seen.
pub fn observe_rest<O: Observer>(call: &mut Call<O>, _: CannotFail) -> Rest<'_, O> {
    Rest { running: Some(call.run()), was_panicking: std::thread::panicking() }
}

/// The rest of a function. Its end is a success, unless it is a panic.
pub struct Rest<'call, O: Observer> {
    running: Option<Running<'call, O>>,
    /// A function may be called while a panic unwinds, and end well.
    was_panicking: bool,
}

impl<O: Observer> Drop for Rest<'_, O> {
    fn drop(&mut self) {
        let panicked = std::thread::panicking() && !self.was_panicking;
        if let (Some(running), false) = (self.running.take(), panicked) {
            running.succeeded();
        }
    }
}

/// Runs the body of an `async` function; `judge` says whether what it returns is a failure.
#[inline]
pub fn observe_future<O, F, J>(call: Call<O>, body: F, judge: J) -> Observed<O, F, J>
where
    O: Observer,
    F: Future,
    J: FnOnce(&F::Output, &mut O) -> Failure,
{
    Observed { call, judge: Some(judge), body: Some(body) }
}

pin_project! {
    /// A future that is observed from its first poll until it ends or is dropped. It holds the body once.
    pub struct Observed<O: Observer, F, J> {
        call: Call<O>,
        judge: Option<J>,
        #[pin]
        body: Option<F>,
    }

    impl<O: Observer, F, J> PinnedDrop for Observed<O, F, J> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            // What the body still holds is dropped where the body ran.
            this.call.cancel(|| this.body.set(None));
        }
    }
}

impl<O, F, J> Future for Observed<O, F, J>
where
    O: Observer,
    F: Future,
    J: FnOnce(&F::Output, &mut O) -> Failure,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        let (Some(body), judge) = (this.body.as_mut().as_pin_mut(), this.judge) else { return Poll::Pending };
        let running = this.call.run();
        let Poll::Ready(returned) = body.poll(context) else {
            running.pause();
            return Poll::Pending;
        };
        this.body.set(None);
        running.returned(&returned, |value, observer| judge.take().and_then(|judge| judge(value, observer)));
        Poll::Ready(returned)
    }
}
