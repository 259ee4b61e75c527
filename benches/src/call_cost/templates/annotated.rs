// An annotated function that does almost nothing, so that the annotation is measured.

use std::hint::black_box;

#[derive(Clone, Copy, Debug)]
#[allow(dead_code)]
pub struct Failure(u64);

{attribute}
#[inline(never)]
pub fn call(value: u64) -> Result<u64, Failure> {
    if black_box(value) == u64::MAX { Err(Failure(value)) } else { Ok(value + 1) }
}

{attribute}
#[inline(never)]
pub async fn call_async(value: u64) -> Result<u64, Failure> {
    if black_box(value) == u64::MAX { Err(Failure(value)) } else { Ok(value + 1) }
}
