//! An expansion does not use the user's constants as patterns.

#![allow(non_upper_case_globals)]

use attuned_telemetry_rt::{audited, observed};

const e: u32 = 1;
const x: u32 = 2;
const value: u32 = 3;
const record: u32 = 4;
const span: u32 = 5;

#[observed(fields(e, x))]
#[audited(event = StateUpdated, reason = e, size = |ok| *ok)]
fn sync() -> u32 {
    e + x + value + record + span
}

#[observed(fields(e, x), error_if = |_| false)]
#[audited(event = StateUpdated, reason = x, size = |ok| *ok)]
async fn later() -> u32 {
    e + x + value + record + span
}

fn main() {
    sync();
    drop(later());
}
