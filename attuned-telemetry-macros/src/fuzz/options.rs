//! Lists of options: valid ones, and ones with a mistake.

use proptest::prelude::*;

/// For each option of `#[observed]`, valid ways to give it.
const OBSERVED: &[&[&str]] = &[
    &["op = \"get\"", "op = r\"a.b-c\""],
    &["scope = \"attuned.store\"", "scope = \"ä.b\""],
    &["ok_if = |value| value.is_some()", "ok_if = is_ok", "error_if = Self::is_error", "error_if = |&(a, b)| a < b"],
    &["err", "err(level = \"warn\", debug)", "err(level = Level::WARN)", "err()"],
    &["slow = \"250ms\"", "slow = \"1 m\""],
    &["crate = crate::telemetry", "crate = ::runtime", "crate = self::a"],
];

/// Options that need a span.
const SPAN: &[&[&str]] = &[
    &["span = \"any name\""],
    &[
        "fields(a)",
        "fields(%a, b = ?c)",
        "fields(a.b = c::<A, B>(), r#type)",
        "fields()",
        "fields(x = a + b, y = a..b)",
    ],
    &["level = \"debug\"", "level = trace", "level = tracing::Level::ERROR"],
    &["target = \"any\""],
    &["parent = &self.span", "parent = None", "parent = if a { b } else { c }"],
    &["follows_from = [a, b]", "follows_from = |x| { x }"],
];

/// Options that need metrics.
const METRICS: &[&[&str]] = &[
    &["metrics = \"attuned_store\"", "metrics = \"_\""],
    &["labels(kind)", "labels(path = \"/state\", n = 7, r#type = X, b = true)", "labels(a = b::C, c = d.e())"],
    &["buckets(\"1ms\", \"2ms\")", "buckets = exponential", "buckets(\"1us\",)"],
    &["in_flight"],
    &["slo(latency = \"250ms\", target = 99.9)", "slo(target = 1, latency = \"1us\",)"],
];

/// Options that need a single returned value.
pub(super) const OF_A_VALUE: &[&[&str]] = &[&["ret", "ret(level = \"info\", display)", "ret()"]];

/// For each option of `#[audited]` except the event, valid ways to give it.
const AUDITED: &[&[&str]] = &[
    &["user_id = snapshot.user_id", "redact(user_id), user_id = a", "user_id = \"text\", redact(user_id,)"],
    &["source = a..b", "source = snapshot.source"],
    &["axes_changed = snapshot.axes.keys()", "when = changed, axes_changed = a::<B, C>()", "when = always"],
    &["confidence = 0.5", "confidence = a as f64"],
    &["op = \"get\"", "op = \"a.b\""],
    &["scope = \"attuned.store\""],
    &["crate = crate::telemetry", "crate = ::runtime"],
    &["size = list.len()", "r#type = if a { b } else { c }", "email = &email"],
];

const EVENTS: &[&str] =
    &["event = StateUpdated", "event = StateUpdatd", "event = \"login\"", "event = crate::Event::Login { a: 1 }"];

/// One mistake each, at any position.
pub(super) const MISTAKES_OF_OBSERVED: &[&str] = &[
    "fields(7)",
    "fields(type)",
    "fields(%fn)",
    "fields(return)",
    "labels(use)",
    "labels(_)",
    "fields(x = (a b))",
    "fields(a.b)",
    "fields(x = )",
    "fields(= 7)",
    "fields(x y)",
    "fields(x, x)",
    "fields(status)",
    "fields",
    "fields = x",
    "fields(x = [a b, c])",
    "fields(x = |a| { let })",
    "fields(x = f(a b))",
    "labels(x = 1.5)",
    "labels(x = |a, b| 1)",
    "labels(x = || 1)",
    "labels(x = async || 1)",
    "labels(status)",
    "labels(7)",
    "labels(x = (a b))",
    "labels(ä)",
    "labels(x 7)",
    "labels(x, x)",
    "op",
    "op =",
    "op = 7",
    "op = \"\"",
    "op = \"a b\"",
    "op = \"a\" \"b\"",
    "op = \"a\"suffix",
    "op: \"x\"",
    "op(\"x\")",
    "op = (\"x\")",
    "oops",
    "oops = 7",
    "oops(1, 2)",
    "oops { }",
    "7",
    "\"text\"",
    "(a, b)",
    "level = loud",
    "level = 7",
    "level = (a b)",
    "slow = \"3\"",
    "slow = 3",
    "slow = \"0ms\"",
    "slow",
    "slo",
    "slo()",
    "slo(latency = \"1s\")",
    "slo(target = 101, latency = \"1s\")",
    "slo(latency)",
    "slo(target = 99, latency = \"1s\", 7)",
    "err = 1",
    "err(levl = \"x\")",
    "err(7)",
    "err(level = )",
    "err(level = (a b))",
    "ret(7)",
    "ret(debug)",
    "ok_if = 7",
    "ok_if = (a b)",
    "ok_if = |x| (a b)",
    "parent =",
    "parent",
    "parent = (a b)",
    "follows_from = [a b]",
    "crate = 7",
    "crate",
    "crate = a::<B>",
    "metrics = \"9x\"",
    "metrics = true",
    "metrics = (a b)",
    "buckets",
    "buckets()",
    "buckets(7)",
    "buckets(\"2ms\", \"1ms\")",
    "buckets = linear",
    "in_flight = true",
    "in_flight(a b)",
    "span = 7",
    "r#op = 7",
    "&",
    "op = = 1",
];

/// One mistake each, at any position.
pub(super) const MISTAKES_OF_AUDITED: &[&str] = &[
    "user_id",
    "user_id =",
    "user_id(x)",
    "user_id = (a b)",
    "user_id = |a, b| 1",
    "user_id = || 1",
    "size = async || 1",
    "user_id = async |a| 1",
    "redact",
    "redact()",
    "redact(7)",
    "redact(x)",
    "redact(confidence)",
    "redact(event)",
    "redact = x",
    "redact(a b)",
    "when = sometimes",
    "when = 7",
    "when",
    "when = (a b)",
    "when = changed",
    "required",
    "required = true",
    "hash(x)",
    "op = 7",
    "7",
    "free",
    "free =",
    "free = (a b)",
    "free = f(a b)",
    "free = [a, b c]",
    "free(a b)",
    "source = a b",
    "axes_changed = match a { b }",
    "confidence = { let }",
    "crate = 7",
    "scope = \"\"",
    "event = A",
    "&",
];

const KEYS: &[&str] = &[
    "fields", "labels", "redact", "err", "slo", "op", "span", "level", "parent", "ok_if", "event", "user_id", "when",
    "free", "slow", "crate",
];

/// Some options in any order.
fn some_of(pool: Vec<&'static [&'static str]>) -> impl Strategy<Value = Vec<&'static str>> {
    let most = pool.len();
    let chosen = prop::sample::subsequence(pool, 0..=most).prop_shuffle();
    chosen.prop_flat_map(|options| options.into_iter().map(prop::sample::select).collect::<Vec<_>>())
}

/// Valid options of `#[observed]`.
pub(super) fn observed() -> impl Strategy<Value = String> {
    let pools = [[OBSERVED, SPAN, METRICS].concat(), [OBSERVED, SPAN].concat(), [OBSERVED, METRICS].concat()];
    let switches = ["", "metrics = false", "span = false"];
    let lists = pools.into_iter().zip(switches).map(|(pool, switch)| {
        some_of(pool).prop_map(move |mut options| {
            options.extend((!switch.is_empty()).then_some(switch));
            options.join(", ")
        })
    });
    prop::strategy::Union::new(lists.map(Strategy::boxed))
}

/// Valid options of `#[audited]`.
pub(super) fn audited() -> impl Strategy<Value = String> {
    (some_of(AUDITED.to_vec()), prop::sample::select(EVENTS)).prop_map(|(mut options, event)| {
        options.insert(options.len() / 2, event);
        options.join(", ")
    })
}

/// Any options, with and without mistakes.
pub(super) fn any_options() -> impl Strategy<Value = String> {
    let options = [OBSERVED, SPAN, METRICS, OF_A_VALUE, AUDITED].concat().concat();
    let all = [&options, EVENTS, MISTAKES_OF_OBSERVED, MISTAKES_OF_AUDITED, &["skip", "span = false", ""]].concat();
    let list = prop::collection::vec(prop::sample::select(all), 0..5).prop_map(|options| options.join(", "));
    let with_noise =
        (prop::sample::select(KEYS), super::tokens::noise(), any::<bool>()).prop_map(|(key, words, is_list)| {
            if is_list { format!("{key}({words})") } else { format!("{key} = {words}, op = \"a\"") }
        });
    prop_oneof![4 => with_noise, 4 => list, 3 => observed(), 3 => audited(), 1 => super::tokens::noise()]
}
