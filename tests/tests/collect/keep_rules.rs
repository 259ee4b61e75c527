//! Rules that keep traces which are not sampled.

use std::future::Future as _;
use std::panic::catch_unwind;
use std::pin::pin;
use std::task::{Context, Waker};
use std::thread::{self, sleep};
use std::time::Duration;

use attuned_telemetry_rt::collect::{KeepRules, Sampling, SpanStatus};
use attuned_telemetry_rt::{Outcome, observed};
use tracing::info_span;

use super::consumer::{Spans, collect};

#[derive(Debug)]
struct Refused;

#[observed(scope = "shop", op = "pay")]
fn pay(works: bool) -> Result<(), Refused> {
    if works { Ok(()) } else { Err(Refused) }
}

#[observed(scope = "shop", op = "order")]
fn order(step: impl FnOnce()) {
    drop(info_span!("check").entered());
    step();
}

#[observed(scope = "shop", op = "wait")]
async fn wait() {
    std::future::pending::<()>().await;
}

/// Samples nothing, and keeps what the rules say.
fn keep(rules: KeepRules) {
    Sampling::new(0.0).unwrap().with_keep_rules(rules).install();
}

fn fail() {
    pay(false).unwrap_err();
}

fn succeed() {
    pay(true).unwrap();
}

fn panic() {
    let _ = catch_unwind(|| order(|| panic!("on purpose")));
}

fn cancel() {
    let mut future = pin!(wait());
    assert!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
}

fn be_slow() {
    info_span!("slow").in_scope(|| sleep(Duration::from_millis(1_100)));
}

/// Runs all kinds of traces, and returns the first span of each that was kept.
fn kept() -> Vec<&'static str> {
    let spans = Spans::default();
    spans.collect(|| {
        for (name, step) in [
            ("fails", fail as fn()),
            ("succeeds", succeed),
            ("panics", panic),
            ("is cancelled", cancel),
            ("is slow", be_slow),
        ] {
            let before = spans.all().len();
            info_span!("root").in_scope(step);
            let all = spans.all();
            let new = &all[before..];
            if !new.is_empty() {
                assert!(new.iter().all(|span| span.trace_id() == new[0].trace_id() && !span.context.is_sampled));
                assert_eq!(new.last().unwrap().name, "root", "the whole trace");
                assert!(new.len() >= 2, "the whole trace: {new:?}");
                info_span!("marker", kept = name);
            }
            KEPT.with_borrow_mut(|kept| kept.extend((!new.is_empty()).then_some(name)));
        }
    });
    KEPT.take()
}

thread_local! {
    static KEPT: std::cell::RefCell<Vec<&'static str>> = const { std::cell::RefCell::new(Vec::new()) };
}

#[test]
fn kept_because_of_an_error() {
    keep(KeepRules { errors: true, ..KeepRules::default() });
    // A panic is an error, too.
    assert_eq!(kept(), ["fails", "panics"]);
    let spans = collect(|| order(fail));
    assert_eq!(spans.names(), ["check", "shop.pay", "shop.order"]);
    let pay = spans.named("shop.pay");
    assert_eq!((pay.status, pay.outcome), (SpanStatus::Error, Some(Outcome::Error)));
    assert_eq!((pay.attribute("error.type"), pay.attribute("status")), (Some("Refused"), Some("error")));
}

#[test]
fn kept_because_of_a_panic() {
    keep(KeepRules { panics: true, ..KeepRules::default() });
    assert_eq!(kept(), ["panics"]);
}

#[test]
fn kept_because_it_was_cancelled() {
    keep(KeepRules { cancelled: true, ..KeepRules::default() });
    assert_eq!(kept(), ["is cancelled"]);
}

#[test]
fn kept_because_it_was_slow() {
    keep(KeepRules { slower_than: Some(Duration::from_secs(1)), ..KeepRules::default() });
    assert_eq!(kept(), ["is slow"]);
}

#[test]
fn sampled_traces_are_collected_whatever_the_rules_say() {
    Sampling::new(1.0).unwrap().with_keep_rules(KeepRules { errors: true, ..KeepRules::default() }).install();
    assert_eq!(collect(|| order(succeed)).names(), ["check", "shop.pay", "shop.order"]);
}

#[test]
fn without_rules_nothing_is_kept() {
    keep(KeepRules::default());
    assert_eq!(kept(), [""; 0]);
}

#[test]
fn a_trace_on_several_threads_is_kept_as_a_whole() {
    keep(KeepRules { errors: true, ..KeepRules::default() });
    let spans = Spans::default();
    let dispatch = spans.dispatch();
    tracing::dispatcher::with_default(&dispatch, || {
        let root = info_span!("root").entered();
        thread::scope(|scope| {
            for step in [succeed as fn(), fail, succeed] {
                let (dispatch, root) = (&dispatch, &*root);
                scope.spawn(move || tracing::dispatcher::with_default(dispatch, || root.in_scope(step)));
            }
        });
        assert_eq!(spans.names(), [""; 0], "the decision is made at the end");
    });
    let mut names = spans.names();
    names.sort_unstable();
    assert_eq!(names, ["root", "shop.pay", "shop.pay", "shop.pay"]);
}

#[test]
fn rules_that_change_while_a_trace_runs_apply_to_its_new_spans() {
    keep(KeepRules::default());
    let spans = Spans::default();
    spans.collect(|| {
        let _root = info_span!("root").entered();
        keep(KeepRules { errors: true, ..KeepRules::default() });
        order(fail);
        order(succeed);
    });
    assert_eq!(spans.names(), ["check", "shop.pay", "shop.order"]);
}

#[test]
fn spans_that_wait_for_a_decision_are_bounded() {
    const MOST: usize = 10_000;
    keep(KeepRules { errors: true, ..KeepRules::default() });
    let spans = Spans::default();
    let collector = spans.collector();
    let counting = collector.clone();
    let dispatch = tracing::Dispatch::new(tracing_subscriber::layer::SubscriberExt::with(
        tracing_subscriber::registry(),
        collector,
    ));
    tracing::dispatcher::with_default(&dispatch, || {
        let _root = info_span!("root").entered();
        (0..MOST + 5).for_each(|_| succeed());
        fail();
    });
    assert_eq!(spans.all().len(), MOST);
    assert_eq!(counting.lost_spans(), 7, "the last ones are lost, and are counted");
}
