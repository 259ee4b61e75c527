//! Expansions do not collide with the user's names: there is no prelude, and every name is taken.

#![no_implicit_prelude]
#![allow(dead_code, non_camel_case_types, non_snake_case, non_upper_case_globals, unused_macros)]

use ::attuned_telemetry_rt::{HealthCheck, audited, observed};

mod alloc {}
mod attuned_telemetry_macros {}
mod attuned_telemetry_rt {}
mod core {}
mod metrics {}
mod std {}
mod tracing {}

struct Box;
struct Err;
struct Future;
struct None;
struct Operation;
struct Option;
struct Pin;
struct Record;
struct Result;
struct Settings;
struct Some;
struct String;
struct Vec;
struct bool;
struct str;
struct u64;
struct usize;

fn Ok() {}

macro_rules! module_path {
    () => {
        ::core::compile_error!("the user's")
    };
}

macro_rules! vec {
    ($($any:tt)*) => {
        ::core::compile_error!("the user's")
    };
}

type Outcome = ::core::result::Result<u32, ::std::string::String>;

#[observed(fields(display, debug = ?e), labels(kind = "state"), in_flight, ok_if = |_| true)]
fn observed_sync(display: u32, debug: u32, x: u32, e: u32) -> Outcome {
    ::core::result::Result::Ok(display + debug + x + e)
}

#[observed(
    err,
    ret(level = "debug"),
    slow = "1s",
    slo(latency = "1s", target = 99),
    parent = ::core::option::Option::None,
    labels(large = |got| ::core::matches!(got, ::core::result::Result::Ok(10..)), odd = value % 2 == 1),
    crate = ::attuned_telemetry_rt,
)]
#[track_caller]
fn with_every_option(value: u32) -> Outcome {
    if value == 0 {
        return ::core::result::Result::Ok(0);
    }
    ::core::result::Result::Ok(value)
}

#[observed(err, ret, fields(value), labels(odd = value % 2 == 1))]
#[audited(event = StateUpdated, user_id = value)]
fn later(value: u32) -> impl ::core::future::Future<Output = Outcome> {
    ::core::future::ready(::core::result::Result::Ok(value))
}

#[observed(in_flight)]
fn boxed(value: u32) -> ::core::pin::Pin<::std::boxed::Box<dyn ::core::future::Future<Output = Outcome>>> {
    ::std::boxed::Box::pin(later(value))
}

#[audited(event = StateUpdated, user_id = value, reason = record, size = |ok| *ok)]
fn audited_sync(value: u32, record: u32, span: u32, call: u32) -> Outcome {
    ::core::result::Result::Ok(value + record + span + call)
}

#[observed(op = "store", fields(value, record, who = %span), level = "debug", error_if = |_| false)]
#[audited(event = StateUpdated, user_id = record, source = span, axes_changed = [x], confidence = e, y = |ok| *ok)]
async fn both(value: u32, record: u32, span: u32, call: u32, display: u32, debug: u32, x: u32, e: u32) -> Outcome {
    ::core::result::Result::Ok(value + record + span + call + display + debug + x + e)
}

#[audited(event = StateUpdated, user_id = captured, size = |_ok| 1)]
#[observed(fields(operation))]
async fn other_order(captured: u32, operation: u32, returned: u32, door: u32) {
    let _ = captured + operation + returned + door;
}

mod store {
    use ::async_trait::async_trait;
    use ::attuned_telemetry_rt::{audited, observed};
    // `#[async_trait]` itself needs these.
    use ::std::boxed::Box;

    use super::Outcome;

    #[async_trait]
    pub(super) trait Store {
        async fn get(&self, value: u32) -> Outcome;

        #[observed]
        async fn put(&self, record: u32) -> u32 {
            record
        }
    }

    #[async_trait]
    impl Store for super::Some {
        #[observed(fields(value))]
        #[audited(event = StateUpdated, user_id = value, got = |ok| *ok)]
        async fn get(&self, value: u32) -> Outcome {
            ::core::result::Result::Ok(value)
        }
    }
}

#[derive(HealthCheck)]
struct Disk;

#[derive(HealthCheck)]
#[health(name = "memory")]
struct Memory {
    #[health(optional, timeout = "1s")]
    disk: Disk,
    #[health(name = "other", with = probe)]
    name: ::std::string::String,
}

const parts: ::core::primitive::u64 = 1;
const part_0: ::core::primitive::u64 = 2;

#[derive(HealthCheck)]
enum Either<T, Send, const Sync: ::core::primitive::usize> {
    Left {
        #[health]
        parts: T,
        #[health(with = |Send| ::core::mem::size_of_val(Send) > 100)]
        limit: Send,
        #[health]
        check: [T; Sync],
    },
    Right(#[health(degraded_above = parts, unhealthy_above = part_0)] ::core::primitive::u64),
    None,
}

async fn probe(_: &::std::string::String) -> ::attuned_telemetry_rt::HealthState {
    ::attuned_telemetry_rt::HealthState::Healthy
}

fn main() {
    ::core::mem::drop(observed_sync(1, 2, 3, 4));
    ::core::mem::drop(with_every_option(1));
    ::core::mem::drop(later(1));
    ::core::mem::drop(boxed(1));
    ::core::mem::drop(audited_sync(1, 2, 3, 4));
    ::core::mem::drop(both(1, 2, 3, 4, 5, 6, 7, 8));
    ::core::mem::drop(other_order(1, 2, 3, 4));
    ::core::mem::drop(store::Store::get(&Some, 1));
    ::core::mem::drop(store::Store::put(&Some, 1));
    ::core::mem::drop(Either::<Disk, Disk, 1>::Left { parts: Disk, limit: Disk, check: [Disk] }.check());
    ::core::mem::drop(Either::<Disk, Disk, 1>::Right(1).check());
    ::core::mem::drop(Memory { disk: Disk, name: ::std::string::String::new() }.check());
}
