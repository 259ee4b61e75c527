// An annotated function with two labels.

use std::hint::black_box;

use attuned_telemetry_rt::LabelValue;

#[derive(Clone, Copy, Debug)]
#[allow(dead_code)]
pub struct Failure(u64);

#[derive(Clone, Copy, LabelValue)]
pub enum Kind {
    Small,
    Large,
}

impl Kind {
    #[inline]
    fn of(value: u64) -> Self {
        if value < 10 { Self::Small } else { Self::Large }
    }
}

#[inline]
pub fn call(value: u64) -> Result<u64, Failure> {
    labelled(value, Kind::of(value), value == 0)
}

#[inline]
pub async fn call_async(value: u64) -> Result<u64, Failure> {
    labelled_async(value, Kind::of(value), value == 0).await
}

{attribute}
#[inline(never)]
fn labelled(value: u64, kind: Kind, empty: bool) -> Result<u64, Failure> {
    if black_box(value) == u64::MAX { Err(Failure(value)) } else { Ok(value + 1) }
}

{attribute}
#[inline(never)]
async fn labelled_async(value: u64, kind: Kind, empty: bool) -> Result<u64, Failure> {
    if black_box(value) == u64::MAX { Err(Failure(value)) } else { Ok(value + 1) }
}
