//! Tests of properties that hold in every interleaving of threads.
#![allow(clippy::expect_used, reason = "a test may panic")]

mod breaker;
mod engine;
mod labels;
mod open_spans;
mod typed;

/// Runs a model in every interleaving with at most two preemptions. According to loom's authors, two preemptions find
/// most bugs. `LOOM_MAX_PREEMPTIONS` overrides the number.
fn model(run: impl Fn() + Send + Sync + 'static) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = model.preemption_bound.or(Some(2));
    model.check(run);
}
