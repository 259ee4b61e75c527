//! Possible outcomes of calls, derived from the signature.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::Poll;

use async_trait::async_trait;
use attuned_telemetry_rt::Outcome::{Cancelled, Error, Panicked, Success};
use attuned_telemetry_rt::{Outcome, observed};
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, Stream};

use super::operation;

type Loaded = Result<u8, fmt::Error>;

const VALUE: &[Outcome] = &[Success, Panicked];
const RESULT: &[Outcome] = &[Success, Error, Panicked];
const LATER_VALUE: &[Outcome] = &[Success, Cancelled, Panicked];
const LATER_RESULT: &[Outcome] = &[Success, Error, Cancelled, Panicked];

fn assert_ends(expected: &[Outcome], operations: &[&str]) {
    for op in operations {
        assert_eq!(operation(op).statuses, expected, "{op}");
    }
}

#[observed]
fn gives_unit() {}

#[observed]
fn gives_number() -> u8 {
    1
}

#[observed]
fn gives_results() -> Vec<Result<u8, fmt::Error>> {
    Vec::new()
}

#[observed]
fn gives_alias() -> Loaded {
    Ok(1)
}

#[observed]
fn gives_generic<T>(value: T) -> T {
    value
}

#[observed]
fn gives_opaque() -> impl fmt::Debug {
    1
}

#[test]
fn a_plain_value_is_not_an_error() {
    let ops = ["gives_unit", "gives_number", "gives_results", "gives_alias", "gives_generic", "gives_opaque"];
    assert_ends(VALUE, &ops);
}

#[observed]
fn gives_result() -> Result<(), fmt::Error> {
    Ok(())
}

#[observed]
fn gives_io_result() -> io::Result<Option<u8>> {
    Ok(None)
}

#[observed]
fn gives_fmt_result() -> fmt::Result {
    Ok(())
}

#[observed]
fn gives_optional_result() -> Option<Result<u8, fmt::Error>> {
    None
}

#[observed]
fn gives_polled_result() -> Poll<Option<Result<u8, fmt::Error>>> {
    Poll::Pending
}

#[observed]
fn gives_item<I: Iterator>(mut items: I) -> Option<I::Item> {
    items.next()
}

#[observed]
fn gives_item_by_path<I: Iterator>(mut items: I) -> Option<<I as Iterator>::Item> {
    items.next()
}

#[observed(error_if = |number| *number == 0)]
fn judges_number() -> u8 {
    1
}

#[observed(ok_if = |()| true)]
fn judges_unit() {}

#[test]
fn a_type_that_can_be_a_result_can_be_an_error() {
    let ops = ["gives_result", "gives_io_result", "gives_fmt_result", "gives_optional_result", "gives_polled_result"];
    assert_ends(RESULT, &ops);
    assert_ends(RESULT, &["gives_item", "gives_item_by_path"]);
}

#[test]
fn a_value_classified_by_an_option_can_be_an_error() {
    assert_ends(RESULT, &["judges_number", "judges_unit"]);
}

#[observed]
fn never_returns() -> ! {
    std::process::exit(0)
}

#[observed]
async fn never_returns_later() -> ! {
    std::future::pending().await
}

#[test]
fn function_that_never_returns_has_no_success() {
    assert_ends(&[Panicked], &["never_returns"]);
    assert_ends(&[Cancelled, Panicked], &["never_returns_later"]);
}

#[observed]
async fn async_value() {}

#[observed]
async fn async_iterator() -> impl Iterator<Item = u8> {
    [1].into_iter()
}

#[observed]
fn future_of_value() -> impl Future<Output = u8> + Send {
    async { 1 }
}

#[observed]
fn boxed_future_of_value() -> Pin<Box<dyn Future<Output = u8> + Send>> {
    Box::pin(async { 1 })
}

#[observed]
fn stream_of_values() -> BoxStream<'static, u8> {
    Box::pin(stream::empty())
}

#[test]
fn an_awaited_call_can_be_cancelled() {
    let ops = ["async_value", "async_iterator", "future_of_value", "boxed_future_of_value", "stream_of_values"];
    assert_ends(LATER_VALUE, &ops);
}

#[observed]
async fn async_result() -> io::Result<()> {
    Ok(())
}

#[observed]
async fn async_opaque() -> impl fmt::Debug {
    Ok::<u8, u8>(1)
}

#[observed]
fn future_of_result() -> impl Future<Output = io::Result<u8>> {
    async { Ok(1) }
}

#[observed]
fn future_of_something() -> impl Future {
    async { Ok::<u8, fmt::Error>(1) }
}

#[observed]
fn boxed_future_of_result() -> BoxFuture<'static, io::Result<u8>> {
    Box::pin(async { Ok(1) })
}

#[observed]
fn stream_of_results() -> impl Stream<Item = Result<u8, fmt::Error>> {
    stream::empty()
}

#[async_trait]
trait Store {
    async fn put_it(&self) -> Result<(), fmt::Error>;
    async fn count_it(&self) -> usize;
}

struct Memory;

#[async_trait]
impl Store for Memory {
    #[observed]
    async fn put_it(&self) -> Result<(), fmt::Error> {
        Ok(())
    }

    #[observed]
    async fn count_it(&self) -> usize {
        0
    }
}

#[test]
fn an_awaited_call_can_have_every_status() {
    let ops = ["async_result", "async_opaque", "future_of_result", "future_of_something", "boxed_future_of_result"];
    assert_ends(LATER_RESULT, &ops);
    assert_ends(LATER_RESULT, &["stream_of_results", "put_it"]);
}

#[test]
fn the_return_type_under_async_trait_is_recognised() {
    assert_ends(LATER_VALUE, &["count_it"]);
}
