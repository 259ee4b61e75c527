//! Checks the options and the function together. After this, expansion cannot fail.

use std::time::Duration;

use proc_macro2::Ident;
use syn::ext::IdentExt as _;
use syn::{Error, Expr, LitStr, Path};

use super::options::ObservedOptions;
use super::value::buckets::Buckets;
use super::value::events::{ErrorEvent, ReturnEvent};
use super::value::fields::Field;
use super::value::labels::Labels;
use super::value::objective::Objective;
use super::value::text_or_false::TextOrFalse;
use crate::diagnostics::Diagnostics;
use crate::function::function::Function;
use crate::function::verdict::Verdict;
use crate::naming::scope;
use crate::options::conflicts;
use crate::options::table::{Given, Options as _};

/// An operation with valid options.
pub(super) struct Observed {
    pub(super) runtime: Option<Path>,
    pub(super) function: Function,
    pub(super) scope: String,
    pub(super) operation: String,
    pub(super) span: Span,
    pub(super) metrics: Metrics,
    pub(super) verdict: Verdict,
    pub(super) events: Events,
}

impl Observed {
    /// Whether an option looks at the returned value.
    pub(super) fn asks_value(&self) -> bool {
        let Events { err, ret, .. } = &self.events;
        self.verdict.asks_value() || err.is_some() || ret.is_some() || !self.metrics.labels.after.is_empty()
    }
}

/// The span of an operation.
pub(super) struct Span {
    /// `None` for `span = false`.
    pub(super) name: Option<String>,
    pub(super) level: Option<Ident>,
    pub(super) target: Option<LitStr>,
    pub(super) fields: Vec<Field>,
    pub(super) parent: Option<Expr>,
    pub(super) follows_from: Option<Expr>,
}

/// The metrics of an operation.
pub(super) struct Metrics {
    pub(super) prefix: Prefix,
    /// Whether the metrics have the label `operation`. With `metrics = "…"`, the prefix already names the operation,
    /// so the label needs `op` too.
    pub(super) operation_label: bool,
    pub(super) labels: Labels,
    pub(super) buckets: Option<Buckets>,
    pub(super) in_flight: bool,
    pub(super) objective: Option<Objective>,
}

/// The events of an operation.
pub(super) struct Events {
    pub(super) err: Option<Given<ErrorEvent>>,
    pub(super) ret: Option<Given<ReturnEvent>>,
    pub(super) slow: Option<Duration>,
}

/// The prefix of an operation's metric names.
pub(super) enum Prefix {
    /// The scope, which the runtime converts into a metric name.
    Scope,
    Given(String),
    /// `metrics = false`
    None,
}

/// Fields that the runtime sets.
const RESERVED_FIELDS: [&str; 3] = ["status", "error.type", "otel.status_code"];
/// Labels that the runtime sets, or Prometheus on histograms and summaries.
const RESERVED_LABELS: [&str; 5] = ["operation", "status", "error_type", "le", "quantile"];
/// Labels that Prometheus sets on everything that it scrapes. It would rename ours, so that generated rules select
/// nothing.
///
/// Source: <https://prometheus.io/docs/concepts/jobs_instances/#automatically-generated-labels-and-time-series>
const SCRAPE_LABELS: [&str; 2] = ["instance", "job"];
/// The maximum number of fields besides those that the runtime sets.
const MAXIMUM_FIELDS: usize = 28;

/// Checks the options, also if there is no valid function: one compilation shows all errors.
pub(super) fn check(
    options: ObservedOptions,
    function: Option<Function>,
    diagnostics: &mut Diagnostics,
) -> Option<Observed> {
    check_conflicts(&options, diagnostics);
    check_stream(&options, function.as_ref(), diagnostics);
    check_value_is_seen(&options, function.as_ref(), diagnostics);
    let scope = scope::scope(options.scope.as_ref(), diagnostics);
    let operation = scope::operation(options.op.as_ref(), function.as_ref(), diagnostics);
    let metrics = Metrics {
        operation_label: options.op.is_some() || options.metrics.is_none(),
        prefix: check_prefix(options.metrics, diagnostics),
        labels: check_labels(value(options.labels).unwrap_or_default(), diagnostics),
        buckets: value(options.buckets),
        in_flight: options.in_flight.is_some(),
        objective: value(options.slo),
    };
    let span = Span {
        name: match value(options.span) {
            None => Some(format!("{scope}.{operation}")),
            Some(TextOrFalse::Text(name)) => Some(name.value()),
            Some(TextOrFalse::False) => None,
        },
        level: options.level.map(|given| given.value.0),
        target: value(options.target),
        fields: check_fields(options.fields.map_or_else(Vec::new, |given| given.value.0), diagnostics),
        parent: options.parent.map(|given| given.value.0),
        follows_from: options.follows_from.map(|given| given.value.0),
    };
    let verdict = match (options.ok_if, options.error_if) {
        (Some(given), _) => Verdict::OkIf(given.value.0),
        (None, Some(given)) => Verdict::ErrorIf(given.value.0),
        (None, None) => Verdict::ByType,
    };
    let events = Events { err: options.err, ret: options.ret, slow: value(options.slow) };
    let runtime = value(options.runtime);
    Some(Observed { runtime, function: function?, scope, operation, span, metrics, verdict, events })
}

fn value<T>(given: Option<Given<T>>) -> Option<T> {
    given.map(|given| given.value)
}

/// Rejects options that conflict, and options that leave nothing to do.
fn check_conflicts(options: &ObservedOptions, diagnostics: &mut Diagnostics) {
    for [first, second] in conflicts::OF_OBSERVED {
        let (Some(key), Some(_)) = (options.key_of(first), options.key_of(second)) else { continue };
        let message = if first.is_off {
            format!(
                "`{} = false` and `{} = false` leave nothing to observe: remove one of them or the attribute",
                second.key, first.key
            )
        } else if second.is_off {
            format!("`{key}` has no effect with `{} = false`: remove one of them", second.key)
        } else {
            format!("`{key}` conflicts with `{}`: keep one of them", second.key)
        };
        diagnostics.push(Error::new(key.span(), message));
    }
}

/// Rejects options on the returned value if a `?` under `#[track_caller]` can hide that value from the expansion.
fn check_value_is_seen(options: &ObservedOptions, function: Option<&Function>, diagnostics: &mut Diagnostics) {
    if !function.is_some_and(Function::hides_value) {
        return;
    }
    let asked = options.labels.as_ref().filter(|labels| !labels.value.after.is_empty());
    let asking = [
        key(options.ok_if.as_ref()),
        key(options.error_if.as_ref()),
        key(options.err.as_ref()),
        key(options.ret.as_ref()),
        key(asked),
    ];
    for key in asking.into_iter().flatten() {
        let message = format!(
            "`{key}` cannot see what `?` returns from a function with `#[track_caller]`: \
             use `match` and `return` instead of `?`"
        );
        diagnostics.push(Error::new(key.span(), message));
    }
}

/// Rejects options on the returned value of a stream, which has many items and no single value.
fn check_stream(options: &ObservedOptions, function: Option<&Function>, diagnostics: &mut Diagnostics) {
    if !function.is_some_and(Function::returns_stream) {
        return;
    }
    if let Some(ret) = &options.ret {
        let message = "`ret` is not supported on a function that returns a stream: remove `ret`";
        diagnostics.push(Error::new(ret.key.span(), message));
    }
    for label in options.labels.iter().flat_map(|labels| &labels.value.after) {
        let message = format!(
            "label `{}` cannot use the returned value: the function returns a stream, so use an argument or a constant",
            label.name
        );
        diagnostics.push(Error::new_spanned(&label.value, message));
    }
}

fn key<T>(given: Option<&Given<T>>) -> Option<&Ident> {
    given.map(|given| &given.key)
}

/// Checks that the prefix is valid at the start of a metric name.
///
/// Source: <https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels>
fn check_prefix(given: Option<Given<TextOrFalse>>, diagnostics: &mut Diagnostics) -> Prefix {
    let prefix = match given.map(|given| given.value) {
        None => return Prefix::Scope,
        Some(TextOrFalse::False) => return Prefix::None,
        Some(TextOrFalse::Text(prefix)) => prefix,
    };
    let text = prefix.value();
    let is_name = text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if !is_name || text.starts_with(|first: char| first.is_ascii_digit()) {
        let message = format!(
            "invalid metric prefix `{text}`: expected ASCII letters, digits and `_`, without a digit at the start, \
             like `attuned_store`"
        );
        diagnostics.push(Error::new(prefix.span(), message));
    }
    Prefix::Given(text)
}

fn check_fields(fields: Vec<Field>, diagnostics: &mut Diagnostics) -> Vec<Field> {
    for (position, field) in fields.iter().enumerate() {
        let name = &field.name;
        if RESERVED_FIELDS.contains(&name.as_str()) {
            diagnostics.push(Error::new(field.span, format!("field name `{name}` is reserved: choose another name")));
        } else if fields[..position].iter().any(|earlier| earlier.name == *name) {
            diagnostics.push(Error::new(field.span, format!("field `{name}` is given twice: keep one of them")));
        } else if position == MAXIMUM_FIELDS {
            diagnostics.push(Error::new(
                field.span,
                format!("a span has at most {MAXIMUM_FIELDS} fields: remove this field and those after it"),
            ));
        }
    }
    fields
}

fn check_labels(labels: Labels, diagnostics: &mut Diagnostics) -> Labels {
    for (position, label) in labels.names.iter().enumerate() {
        let name = label.unraw().to_string();
        let mut error = |message: String| diagnostics.push(Error::new(label.span(), message));
        if RESERVED_LABELS.contains(&name.as_str()) {
            error(format!("label name `{name}` is reserved: choose another name"));
        } else if SCRAPE_LABELS.contains(&name.as_str()) {
            error(format!("label `{name}` is set by Prometheus on every series that it scrapes: choose another name"));
        } else if labels.names[..position].iter().any(|earlier| earlier == label) {
            error(format!("label `{name}` is given twice: keep one of them"));
        } else if name.starts_with("__") || !name.is_ascii() {
            error(format!(
                "invalid label name `{name}`: expected ASCII letters, digits and `_`, without `__` at the start"
            ));
        }
    }
    labels
}
