// A function that is instrumented by hand, with handles of a library.

use std::hint::black_box;

use crate::library;

#[derive(Clone, Copy, Debug)]
#[allow(dead_code)]
pub struct Failure(u64);

{attribute}
#[inline(never)]
pub fn call(value: u64) -> Result<u64, Failure> {
    let started = library::start();
    let returned = if black_box(value) == u64::MAX { Err(Failure(value)) } else { Ok(value + 1) };
    library::end(started, returned.is_err());
    returned
}

{attribute}
#[inline(never)]
pub async fn call_async(value: u64) -> Result<u64, Failure> {
    let started = library::start();
    let returned = async { if black_box(value) == u64::MAX { Err(Failure(value)) } else { Ok(value + 1) } }.await;
    library::end(started, returned.is_err());
    returned
}
