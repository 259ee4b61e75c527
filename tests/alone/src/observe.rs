//! `#[observed]` and `#[derive(LabelValue)]`.

use attuned_telemetry_rt::{LabelValue, TraceContext};

use crate::shop::Delivery;

pub(crate) fn check() {
    assert_eq!((Delivery::COUNT, Delivery::Post.index(), Delivery::Post.as_str()), (1, 0, "post"));
    assert_eq!(TraceContext::current(), None);
}
