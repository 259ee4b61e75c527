//! Subscribers, layers and recorders that call annotated code. Each test is a separate process.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use attuned_telemetry_rt::init::TraceIds;
use attuned_telemetry_rt::{TraceContext, observed};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{Interest, with_default};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// The method of a subscriber that calls annotated code.
#[derive(Clone, Copy, PartialEq)]
enum Method {
    RegisterCallsite,
    Enabled,
    NewSpan,
    Event,
    MaxLevelHint,
}

/// A subscriber one of whose methods calls `call`. It counts spans and events.
#[derive(Clone)]
struct Calls {
    method: Method,
    call: fn(),
    spans: Arc<AtomicUsize>,
    events: Arc<AtomicUsize>,
}

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

impl Calls {
    fn new(method: Method, call: fn()) -> Self {
        Self { method, call, spans: Arc::default(), events: Arc::default() }
    }

    /// Calls annotated code. The methods for spans and events are called for the annotated code again, so only the
    /// outermost one calls it.
    fn run(&self, method: Method) {
        if self.method == method {
            let depth = DEPTH.get();
            DEPTH.set(depth + 1);
            assert!(depth < 100, "endless recursion");
            if depth == 0 || method == Method::RegisterCallsite {
                (self.call)();
            }
            DEPTH.set(depth);
        }
    }
}

impl Subscriber for Calls {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        self.run(Method::RegisterCallsite);
        if self.method == Method::Enabled { Interest::sometimes() } else { Interest::always() }
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        self.run(Method::Enabled);
        true
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        self.run(Method::MaxLevelHint);
        None
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        self.spans.fetch_add(1, Ordering::Relaxed);
        self.run(Method::NewSpan);
        Id::from_u64(1)
    }

    fn event(&self, _: &Event<'_>) {
        self.events.fetch_add(1, Ordering::Relaxed);
        self.run(Method::Event);
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[observed(err)]
fn call() -> Result<(), &'static str> {
    Err("expected")
}

fn call_once() {
    let _ = call();
}

/// Calls the function twice with a subscriber whose method calls it too, and returns the number of spans and events of
/// a third call.
fn watch(method: Method, with: impl FnOnce(Calls, &mut dyn FnMut())) -> (usize, usize) {
    let subscriber = Calls::new(method, call_once);
    let (spans, events) = (Arc::clone(&subscriber.spans), Arc::clone(&subscriber.events));
    let mut seen = (0, 0);
    with(subscriber, &mut || {
        call_once();
        call_once();
        DEPTH.set(1);
        let before = (spans.load(Ordering::Relaxed), events.load(Ordering::Relaxed));
        call_once();
        seen = (spans.load(Ordering::Relaxed) - before.0, events.load(Ordering::Relaxed) - before.1);
    });
    seen
}

fn scoped(subscriber: Calls, scope: &mut dyn FnMut()) {
    with_default(subscriber, scope);
}

fn global(subscriber: Calls, scope: &mut dyn FnMut()) {
    tracing::subscriber::set_global_default(subscriber).unwrap();
    scope();
}

macro_rules! methods {
    ($($scoped:ident, $global:ident, $method:ident;)*) => {
        $(#[test]
        fn $scoped() {
            assert_eq!(watch(Method::$method, scoped), (1, 1));
        }

        #[test]
        fn $global() {
            assert_eq!(watch(Method::$method, global), (1, 1));
        })*
    };
}

methods! {
    scoped_subscriber_may_call_a_function_while_it_registers_it,
    global_subscriber_may_call_a_function_while_it_registers_it, RegisterCallsite;
    scoped_subscriber_may_call_a_function_while_it_is_asked,
    global_subscriber_may_call_a_function_while_it_is_asked, Enabled;
    scoped_subscriber_may_call_a_function_while_it_opens_a_span,
    global_subscriber_may_call_a_function_while_it_opens_a_span, NewSpan;
    scoped_subscriber_may_call_a_function_while_it_handles_an_event,
    global_subscriber_may_call_a_function_while_it_handles_an_event, Event;
    scoped_subscriber_may_call_a_function_while_it_states_its_level,
    global_subscriber_may_call_a_function_while_it_states_its_level, MaxLevelHint;
}

#[test]
fn a_function_that_a_subscriber_calls_first_has_spans_later() {
    let subscriber = Calls::new(Method::Event, call_once);
    let (spans, events) = (Arc::clone(&subscriber.spans), Arc::clone(&subscriber.events));
    with_default(subscriber, || {
        tracing::info!("the subscriber calls the function for the first time");
        assert_eq!((spans.load(Ordering::Relaxed), events.load(Ordering::Relaxed)), (0, 1));
        DEPTH.set(1);
        call_once();
    });
    assert_eq!((spans.load(Ordering::Relaxed), events.load(Ordering::Relaxed)), (1, 2));
}

#[test]
fn a_function_that_is_called_first_on_a_thread_without_a_subscriber_has_spans_on_others() {
    let subscriber = Calls::new(Method::Event, || {});
    let spans = Arc::clone(&subscriber.spans);
    with_default(subscriber, || {
        thread::spawn(call_once).join().unwrap();
        assert_eq!(spans.load(Ordering::Relaxed), 0);
        call_once();
    });
    assert_eq!(spans.load(Ordering::Relaxed), 1);
}

/// Panics when a callsite is registered.
struct PanicsOnce(AtomicBool, Arc<AtomicUsize>);

impl<S: Subscriber> Layer<S> for PanicsOnce {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        assert!(self.0.swap(true, Ordering::Relaxed), "on purpose");
        Interest::always()
    }

    fn on_new_span(&self, _: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        self.1.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_subscriber_that_panics_while_it_registers_a_function_does_not_affect_the_call() {
    #[observed]
    fn add() -> u8 {
        7
    }

    let spans = Arc::new(AtomicUsize::new(0));
    let layer = PanicsOnce(AtomicBool::new(false), Arc::clone(&spans));
    with_default(tracing_subscriber::registry().with(layer), || {
        assert_eq!((add(), add()), (7, 7));
    });
    assert_eq!(spans.load(Ordering::Relaxed), 2);
}

/// Calls a function while it holds the lock of a span's extensions.
struct Locks;

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for Locks {
    fn on_event(&self, _: &Event<'_>, context: Context<'_, S>) {
        let span = context.lookup_current().unwrap();
        let mut extensions = span.extensions_mut();
        extensions.insert(inner());
    }
}

#[observed]
fn inner() -> Option<TraceContext> {
    TraceContext::current()
}

#[observed(err)]
fn outer() -> Result<(), String> {
    Err(TraceContext::current().unwrap().trace_id.to_string())
}

#[test]
fn a_layer_may_call_annotated_functions_while_it_holds_the_extensions_of_a_span() {
    let (sender, receiver) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let subscriber = tracing_subscriber::registry().with(TraceIds::new()).with(Locks);
        with_default(subscriber, || (outer(), outer())).0.unwrap_err();
        sender.send(()).unwrap();
    });
    receiver.recv_timeout(std::time::Duration::from_secs(30)).unwrap();
}
