use std::pin::Pin;
use std::task::{Context, Poll};

use attuned_telemetry_rt::observed;

struct Numbers;

trait Stream {
    type Item;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>>;
}

impl Stream for Numbers {
    type Item = u8;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u8>> {
        Poll::Ready(None)
    }
}

#[observed(ret)]
fn numbers() -> impl Stream<Item = u8> {
    Numbers
}

#[observed(labels(empty = |numbers| numbers.is_empty()))]
fn labelled() -> impl Stream<Item = u8> {
    Numbers
}

fn main() {
    drop((numbers(), labelled()));
}
