// Fields and labels: 1

use std::pin::Pin;
use std::task::{Context, Poll};

use attuned_telemetry_rt::observed;

struct Numbers(u8);

trait Stream {
    type Item;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>>;
}

impl Stream for Numbers {
    type Item = u8;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u8>> {
        Poll::Ready(Some(self.0))
    }
}

#[observed(fields(number))]
fn numbers(number: u8) -> impl Stream<Item = u8> + Send {
    Numbers(number)
}

fn main() {}
