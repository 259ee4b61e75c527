//! A subscriber, a recorder and an audit sink that panic at random, while thousands of calls run.
#![allow(clippy::missing_errors_doc, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::any::Any;
use std::cell::Cell;
use std::future::Future;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use attuned_telemetry_rt::{AuditError, AuditEvent, AuditSink, audited, observed, with_local_audit_sink};
use attuned_telemetry_tests::task::{Task, pause};
use futures_util::{Stream, StreamExt as _, stream};
use metrics::{Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder};
use metrics::{SharedString, Unit};
use tracing::Subscriber;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;

/// Whose panic it is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Panic {
    Body,
    Subscriber,
    Recorder,
    Sink,
}

thread_local! {
    static SEED: Cell<u64> = const { Cell::new(1) };
    /// One in how many calls of the subscriber, and of the recorder and the sink, panics.
    static RATES: Cell<(u64, u64)> = const { Cell::new((u64::MAX, u64::MAX)) };
    /// Number of bodies that ran.
    static BODIES: Cell<u64> = const { Cell::new(0) };
}

/// Returns a random number below `end`.
fn random(end: u64) -> u64 {
    let mut seed = SEED.get();
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    SEED.set(seed);
    seed % end
}

/// Panics at random. The hook is not called, because it would print thousands of messages.
fn hostile(panic: Panic) {
    let (subscriber, others) = RATES.get();
    let rate = if panic == Panic::Subscriber { subscriber } else { others };
    if rate != u64::MAX && random(rate) == 0 {
        resume_unwind(Box::new(panic));
    }
}

struct HostileSubscriber;

impl Subscriber for HostileSubscriber {
    fn register_callsite(&self, _: &'static tracing::Metadata<'static>) -> Interest {
        hostile(Panic::Subscriber);
        Interest::sometimes()
    }

    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        hostile(Panic::Subscriber);
        random(4) > 0
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        hostile(Panic::Subscriber);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {
        hostile(Panic::Subscriber);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {
        hostile(Panic::Subscriber);
    }

    fn event(&self, _: &tracing::Event<'_>) {
        hostile(Panic::Subscriber);
    }

    fn enter(&self, _: &Id) {
        hostile(Panic::Subscriber);
    }

    fn exit(&self, _: &Id) {
        hostile(Panic::Subscriber);
    }

    fn clone_span(&self, id: &Id) -> Id {
        hostile(Panic::Subscriber);
        id.clone()
    }

    fn try_close(&self, _: Id) -> bool {
        hostile(Panic::Subscriber);
        true
    }
}

/// What the recorder was asked to do.
#[derive(Default)]
struct Asked {
    /// Registrations of the counter of calls: one for each call.
    calls: AtomicU64,
    /// Calls in flight that the recorder accepted.
    entered: AtomicU64,
    left: AtomicU64,
}

#[derive(Clone, Default)]
struct HostileRecorder(Arc<Asked>);

impl Recorder for HostileRecorder {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        hostile(Panic::Recorder);
    }

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        hostile(Panic::Recorder);
    }

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        hostile(Panic::Recorder);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        if key.name().ends_with("_operations_total") {
            self.0.calls.fetch_add(1, Ordering::Relaxed);
        }
        hostile(Panic::Recorder);
        Counter::from_arc(Arc::new(self.clone()))
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        hostile(Panic::Recorder);
        Gauge::from_arc(Arc::new(self.clone()))
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        hostile(Panic::Recorder);
        Histogram::from_arc(Arc::new(self.clone()))
    }
}

impl CounterFn for HostileRecorder {
    fn increment(&self, _: u64) {
        hostile(Panic::Recorder);
    }

    fn absolute(&self, _: u64) {}
}

impl GaugeFn for HostileRecorder {
    fn increment(&self, _: f64) {
        hostile(Panic::Recorder);
        self.0.entered.fetch_add(1, Ordering::Relaxed);
    }

    fn decrement(&self, _: f64) {
        self.0.left.fetch_add(1, Ordering::Relaxed);
        hostile(Panic::Recorder);
    }

    fn set(&self, _: f64) {
        hostile(Panic::Recorder);
    }
}

impl HistogramFn for HostileRecorder {
    fn record(&self, _: f64) {
        hostile(Panic::Recorder);
    }
}

struct HostileSink(Arc<AtomicU64>);

impl AuditSink for HostileSink {
    fn record(&self, _: &AuditEvent) -> Result<(), AuditError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        hostile(Panic::Sink);
        Ok(())
    }
}

impl Drop for HostileSink {
    fn drop(&mut self) {
        hostile(Panic::Sink);
    }
}

/// The body of each function: returns the number, or an error, or panics.
fn body(number: u64) -> Result<u64, &'static str> {
    BODIES.set(BODIES.get() + 1);
    match number % 5 {
        0 => Err("expected"),
        1 => resume_unwind(Box::new(Panic::Body)),
        _ => Ok(number),
    }
}

#[observed]
fn plain(number: u64) -> Result<u64, &'static str> {
    body(number)
}

#[observed(fields(number), err, ret, in_flight, slow = "1us", slo(latency = "1ms", target = 99.0))]
fn with_everything(number: u64) -> Result<u64, &'static str> {
    let number = body(number)?;
    Ok(number)
}

#[observed]
#[audited(event = StateUpdated, number = number)]
fn with_a_record(number: u64) -> Result<u64, &'static str> {
    body(number)
}

#[observed(in_flight, err)]
#[audited(event = StateUpdated, number = number)]
async fn awaited(number: u64) -> Result<u64, &'static str> {
    pause().await;
    let returned = body(number);
    pause().await;
    returned
}

#[observed(parent = parent, follows_from = [parent], fields(number))]
fn later(number: u64, parent: &tracing::Span) -> impl Future<Output = Result<u64, &'static str>> + use<> {
    async move {
        pause().await;
        body(number)
    }
}

#[observed(in_flight)]
fn streamed(number: u64) -> impl Stream<Item = Result<u64, &'static str>> {
    stream::once(async move {
        pause().await;
        body(number)
    })
}

/// Whose panic the payload is.
fn whose(payload: &(dyn Any + Send)) -> Panic {
    *payload.downcast_ref().unwrap()
}

/// Runs a call and checks what it returned. Returns whether the body ran.
fn check(number: u64, call: impl FnOnce() -> Option<Result<u64, &'static str>>) -> bool {
    let before = BODIES.get();
    let called = catch_unwind(AssertUnwindSafe(call));
    let has_run = BODIES.get() - before;
    assert!(has_run <= 1);
    match called {
        Ok(None) => {}
        Ok(Some(returned)) => {
            assert_eq!(has_run, 1);
            assert_eq!(returned, if number % 5 == 0 { Err("expected") } else { Ok(number) });
        }
        Err(payload) if has_run == 1 && number % 5 == 1 => assert_eq!(whose(&*payload), Panic::Body),
        Err(payload) => {
            assert_eq!(whose(&*payload), Panic::Subscriber);
            assert_ne!(RATES.get().0, u64::MAX, "this subscriber does not panic");
        }
    }
    has_run == 1
}

/// Polls a future at most `polls` times, and then drops it: normally, or while a panic unwinds.
fn poll<F: Future>(future: F, polls: u64) -> Option<F::Output> {
    let mut task = Task::new(future);
    for _ in 0..polls {
        if let Poll::Ready(output) = task.poll() {
            return Some(output);
        }
    }
    if random(2) == 0 {
        let unwound = catch_unwind(AssertUnwindSafe(|| {
            let _task = task;
            resume_unwind(Box::new(Panic::Body));
        }));
        assert_eq!(whose(&*unwound.unwrap_err()), Panic::Body);
    } else {
        assert!(catch_unwind(AssertUnwindSafe(|| drop(task))).is_ok(), "dropping a call panics");
    }
    None
}

/// Returns a span that is never closed, because `tracing` aborts the process if the subscriber panics then during
/// another panic.
fn parent() -> ManuallyDrop<tracing::Span> {
    ManuallyDrop::new(catch_unwind(|| tracing::info_span!("parent")).unwrap_or_else(|_| tracing::Span::none()))
}

/// Runs a call of a random function, of which the number of polls is random. Returns whether the body ran.
fn call(number: u64) -> bool {
    let polls = random(5);
    match random(6) {
        0 => check(number, || Some(plain(number))),
        1 => check(number, || Some(with_everything(number))),
        2 => check(number, || Some(with_a_record(number))),
        3 => check(number, || poll(awaited(number), polls)),
        4 => check(number, || poll(later(number, &parent()), polls)),
        _ => check(number, || poll(async move { pin!(streamed(number)).next().await }, polls).flatten()),
    }
}

/// Runs thousands of calls, in which one of `subscriber` calls of the subscriber panics, and one of `others` calls of
/// the recorder and the sink.
fn run(seed: u64, subscriber: u64, others: u64) {
    SEED.set(seed);
    let (recorder, records) = (HostileRecorder::default(), Arc::new(AtomicU64::new(0)));
    let sink = HostileSink(Arc::clone(&records));
    let (mut bodies, mut asked_in_all) = (0, 0);
    metrics::with_local_recorder(&recorder, || {
        with_local_audit_sink(sink, || {
            RATES.set((subscriber, others));
            for number in 0..3_000 {
                let before = recorder.0.calls.load(Ordering::Relaxed);
                let has_run = call(number);
                let asked = recorder.0.calls.load(Ordering::Relaxed) - before;
                assert!(asked <= 1 && (!has_run || asked == 1), "each call is recorded once, not {asked} times");
                bodies += u64::from(has_run);
                asked_in_all += asked;
            }
        });
    });
    RATES.set((u64::MAX, u64::MAX));
    assert!(bodies > 1_000 && asked_in_all >= bodies, "{bodies} bodies ran, {asked_in_all} calls were recorded");
    assert!(records.load(Ordering::Relaxed) > 300);
    let Asked { entered, left, .. } = &*recorder.0;
    assert_eq!(entered.load(Ordering::Relaxed), left.load(Ordering::Relaxed), "calls in flight");
}

/// Runs `scope` with the subscriber on a thread that must end in time.
fn watch(scope: impl FnOnce() + Send + 'static) {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::spawn(move || {
        let _guard = tracing::subscriber::set_default(HostileSubscriber);
        scope();
        sender.send(()).unwrap();
    });
    if matches!(receiver.recv_timeout(Duration::from_secs(120)), Err(mpsc::RecvTimeoutError::Timeout)) {
        panic!("deadlock");
    }
    thread.join().unwrap();
}

#[test]
fn calls_return_their_values_while_the_recorder_and_the_sink_panic() {
    watch(|| (1..=4).for_each(|seed| run(seed, u64::MAX, 1 + seed)));
}

#[test]
fn calls_are_recorded_once_while_the_subscriber_panics_too() {
    watch(|| (1..=8).for_each(|seed| run(seed, 5 * seed, 1 + seed)));
}
