//! Functions of every kind. The feature `annotated` enables their annotations. All features of the runtime are off, so
//! annotated and plain functions must compile to the same machine code.
//!
//! `#[inline(never)]` keeps each function separate, so that its code can be found and compared.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use async_trait::async_trait;

/// Errors of the store.
#[derive(Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The user does not exist.
    NotFound,
}

impl attuned_telemetry_rt::ErrorType for StoreError {
    fn error_type(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
        }
    }
}

/// Storage location.
#[cfg_attr(feature = "annotated", derive(attuned_telemetry_rt::LabelValue))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In memory.
    Memory,
    /// On a disk.
    #[cfg_attr(feature = "annotated", label("file"))]
    Disk,
}

/// Errors of locations.
#[cfg_attr(feature = "annotated", derive(attuned_telemetry_rt::ErrorType))]
#[derive(Debug, PartialEq, Eq)]
pub enum PlaceError {
    /// The location does not exist.
    #[cfg_attr(feature = "annotated", error_type("unknown"))]
    NoSuchPlace(String),
    /// The location exists, but its store fails.
    #[cfg_attr(feature = "annotated", error_type(transparent))]
    Store(StoreError),
}

/// A stored state.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Its user.
    pub user_id: String,
    /// Its measured value.
    pub axes: Vec<(String, f32)>,
}

/// A sum, by a plain function.
#[cfg_attr(feature = "annotated", attuned_telemetry_rt::observed(fields(size = numbers.len()), in_flight))]
#[inline(never)]
#[must_use]
pub fn sum_plain(numbers: &[u64]) -> u64 {
    let factor = if cfg!(feature = "changed") { 37 } else { 31 };
    numbers.iter().fold(0, |sum, number| sum.wrapping_mul(factor).wrapping_add(*number))
}

/// A division, by a function that can fail.
///
/// # Errors
///
/// If the divisor is 0.
#[cfg_attr(feature = "annotated", attuned_telemetry_rt::observed(op = "divide", labels(kind = "whole"), ok_if = Result::is_ok))]
#[inline(never)]
pub fn divide_fallible(number: u64, by: u64) -> Result<u64, StoreError> {
    number.checked_div(by).ok_or(StoreError::NotFound)
}

/// The location with a name, by a function with derived types.
///
/// # Errors
///
/// If there is no location with this name.
#[cfg_attr(feature = "annotated", attuned_telemetry_rt::observed(op = "place"))]
#[inline(never)]
pub fn place_derived(name: &str) -> Result<Place, PlaceError> {
    match name {
        "" => Err(PlaceError::Store(StoreError::NotFound)),
        "memory" => Ok(Place::Memory),
        "disk" => Ok(Place::Disk),
        name => Err(PlaceError::NoSuchPlace(name.to_owned())),
    }
}

/// A removal, by a function that consumes its argument.
#[cfg_attr(
    feature = "annotated",
    attuned_telemetry_rt::audited(event = StateDeleted, user_id = snapshot.user_id, axes_changed = |axes| axes)
)]
#[cfg_attr(feature = "annotated", attuned_telemetry_rt::observed)]
#[inline(never)]
#[must_use]
pub fn remove_consuming(snapshot: Snapshot) -> Vec<String> {
    snapshot.axes.into_iter().map(|(name, _)| name).collect()
}

/// A panic, by a function that does not return.
#[cfg_attr(feature = "annotated", attuned_telemetry_rt::observed)]
#[inline(never)]
pub fn stop_diverging(code: u8) -> ! {
    std::process::exit(i32::from(code))
}

/// A store of states.
#[async_trait]
pub trait Store {
    /// The number of states, by a synchronous method.
    fn count_method(&self) -> usize;

    /// Stores a state.
    async fn upsert_boxed(&mut self, snapshot: Snapshot) -> Result<(), StoreError>;
}

/// A store in memory.
#[cfg_attr(feature = "annotated", derive(attuned_telemetry_rt::HealthCheck))]
#[cfg_attr(feature = "annotated", health(name = "memory"))]
#[derive(Default)]
pub struct Memory {
    #[cfg_attr(feature = "annotated", health(with = is_small, timeout = "100ms"))]
    snapshots: Vec<Snapshot>,
}

#[cfg(feature = "annotated")]
#[expect(dead_code, reason = "not read when the derive is off")]
async fn is_small(snapshots: &Vec<Snapshot>) -> bool {
    snapshots.len() < 1_000
}

#[async_trait]
impl Store for Memory {
    #[cfg_attr(feature = "annotated", attuned_telemetry_rt::observed(metrics = "attuned_count"))]
    #[inline(never)]
    fn count_method(&self) -> usize {
        self.snapshots.iter().map(|snapshot| snapshot.axes.len()).sum()
    }

    #[cfg_attr(feature = "annotated", attuned_telemetry_rt::observed(op = "upsert", fields(user_id = snapshot.user_id)))]
    #[cfg_attr(feature = "annotated", attuned_telemetry_rt::audited(event = StateUpdated, user_id = snapshot.user_id))]
    #[inline(never)]
    async fn upsert_boxed(&mut self, snapshot: Snapshot) -> Result<(), StoreError> {
        yield_now().await;
        if snapshot.user_id.is_empty() {
            return Err(StoreError::NotFound);
        }
        self.snapshots.push(snapshot);
        Ok(())
    }
}

/// A sum of the results of futures, by an `async fn`.
#[cfg_attr(feature = "annotated", attuned_telemetry_rt::observed(fields(times), in_flight))]
#[cfg_attr(feature = "annotated", attuned_telemetry_rt::audited(event = "summed", times = times))]
#[inline(never)]
pub async fn sum_async(times: u64) -> u64 {
    let mut sum = 0;
    for number in 0..times {
        yield_now().await;
        sum += number * number;
    }
    sum
}

async fn yield_now() {
    let mut yielded = false;
    std::future::poll_fn(|_| if std::mem::replace(&mut yielded, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

/// Polls a future until it completes.
pub fn drive<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}

/// Instantiates the `async fn` in this crate.
#[inline(never)]
#[must_use]
pub fn drive_async(times: u64) -> u64 {
    drive(sum_async(times))
}

/// Instantiates the method under `#[async_trait]` in this crate.
///
/// # Errors
///
/// If the user name is empty.
#[inline(never)]
pub fn drive_boxed(store: &mut dyn Store, snapshot: Snapshot) -> Result<(), StoreError> {
    drive(store.upsert_boxed(snapshot))
}
