// An annotated function that panics. The panic does not call the panic hook, and the caller catches it.

use std::hint::black_box;
use std::panic::{catch_unwind, resume_unwind};

pub struct Panicked;

#[inline(never)]
pub fn call(value: u64) -> Result<u64, Panicked> {
    catch_unwind(|| panics(value)).map_err(|_| Panicked)
}

pub async fn call_async(value: u64) -> Result<u64, Panicked> {
    let mut future = std::pin::pin!(panics_async(value));
    std::future::poll_fn(|context| {
        let poll = std::panic::AssertUnwindSafe(|| future.as_mut().poll(context));
        match catch_unwind(poll) {
            Ok(polled) => polled.map(Ok),
            Err(_) => std::task::Poll::Ready(Err(Panicked)),
        }
    })
    .await
}

{attribute}
#[inline(never)]
fn panics(value: u64) -> u64 {
    if black_box(value) == 0 { resume_unwind(Box::new(())) } else { value }
}

{attribute}
#[inline(never)]
async fn panics_async(value: u64) -> u64 {
    if black_box(value) == 0 { resume_unwind(Box::new(())) } else { value }
}
