//! What the options and the function together ask for. After this, expansion cannot fail.

use std::time::Duration;

use proc_macro2::Ident;
use syn::ext::IdentExt as _;
use syn::{Error, Expr, LitStr, Path};

use super::parse::ObservedOptions;
use super::value::TextOrFalse;
use super::value::buckets::Buckets;
use super::value::events::{ErrorEvent, ReturnEvent};
use super::value::fields::Field;
use super::value::labels::Labels;
use super::value::objective::Objective;
use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::function::verdict::Verdict;
use crate::naming::scope;
use crate::options::Given;

/// An operation whose options agree with each other.
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
    /// Whether more is asked of a value than its type says.
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
    /// Whether the series carry the label `operation`. A prefix of its own names the operation already, unless `op`
    /// is given too.
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

/// What the names of an operation's metrics begin with.
pub(super) enum Prefix {
    /// The scope, made a metric name by the runtime.
    Scope,
    Given(String),
    /// `metrics = false`
    None,
}

/// Fields that the runtime records itself.
const OWN_FIELDS: [&str; 3] = ["status", "error.type", "otel.status_code"];
/// Labels that the runtime sets itself, or Prometheus on histograms.
const OWN_LABELS: [&str; 5] = ["operation", "status", "error_type", "le", "quantile"];
/// How many fields the runtime has room for, besides its own.
const MOST_FIELDS: usize = 28;

/// Checks the options also if there is no function to go with them: one compile shows all mistakes.
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

/// Options that contradict each other, or that nothing would come of.
fn check_conflicts(options: &ObservedOptions, diagnostics: &mut Diagnostics) {
    if let (Some(_), Some(error_if)) = (&options.ok_if, &options.error_if) {
        diagnostics.push(Error::new(error_if.key.span(), "`error_if` contradicts `ok_if`, keep one of them"));
    }
    let without_span = is_false(options.span.as_ref());
    let without_metrics = is_false(options.metrics.as_ref());
    if let (true, true, Some(metrics)) = (without_span, without_metrics, &options.metrics) {
        let message = "with `span = false` and `metrics = false` nothing is left to observe, remove the attribute";
        diagnostics.push(Error::new(metrics.key.span(), message));
    }
    let mut useless = |given: Option<&Ident>, switched_off: bool, switch: &str| {
        if let (Some(key), true) = (given, switched_off) {
            diagnostics.push(Error::new(
                key.span(),
                format!("`{key}` has no effect with `{switch} = false`, remove one of the two"),
            ));
        }
    };
    useless(key(options.fields.as_ref()), without_span, "span");
    useless(key(options.level.as_ref()), without_span, "span");
    useless(key(options.target.as_ref()), without_span, "span");
    useless(key(options.parent.as_ref()), without_span, "span");
    useless(key(options.follows_from.as_ref()), without_span, "span");
    useless(key(options.labels.as_ref()), without_metrics, "metrics");
    useless(key(options.buckets.as_ref()), without_metrics, "metrics");
    useless(key(options.in_flight.as_ref()), without_metrics, "metrics");
    useless(key(options.slo.as_ref()), without_metrics, "metrics");
}

/// What `?` leaves a body with is not seen under `#[track_caller]`, so nothing more can be asked of it than its type.
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
            "`{key}` cannot be asked where `?` leaves a function with `#[track_caller]`: use `match` and `return` there"
        );
        diagnostics.push(Error::new(key.span(), message));
    }
}

/// A stream has many items, and no one value that could be shown or counted by.
fn check_stream(options: &ObservedOptions, function: Option<&Function>, diagnostics: &mut Diagnostics) {
    if !function.is_some_and(Function::gives_a_stream) {
        return;
    }
    if let Some(ret) = &options.ret {
        let message = "`ret` has no value to show: the function returns a stream, whose items are not events";
        diagnostics.push(Error::new(ret.key.span(), message));
    }
    for label in options.labels.iter().flat_map(|labels| &labels.value.after) {
        let message = format!("label `{}` has no value to ask: the function returns a stream", label.name);
        diagnostics.push(Error::new_spanned(&label.value, message));
    }
}

fn is_false(given: Option<&Given<TextOrFalse>>) -> bool {
    given.is_some_and(|given| matches!(given.value, TextOrFalse::False))
}

fn key<T>(given: Option<&Given<T>>) -> Option<&Ident> {
    given.map(|given| &given.key)
}

/// A prefix of its own must be the beginning of a metric name.
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
            "`{text}` cannot begin a metric name: expected ASCII letters, digits and `_`, no digit first, like `attuned_store`"
        );
        diagnostics.push(Error::new(prefix.span(), message));
    }
    Prefix::Given(text)
}

fn check_fields(fields: Vec<Field>, diagnostics: &mut Diagnostics) -> Vec<Field> {
    for (position, field) in fields.iter().enumerate() {
        let name = &field.name;
        if OWN_FIELDS.contains(&name.as_str()) {
            diagnostics.push(Error::new(
                field.span,
                format!("field `{name}` is set by `#[observed]` itself, choose another name"),
            ));
        } else if fields[..position].iter().any(|earlier| earlier.name == *name) {
            diagnostics.push(Error::new(field.span, format!("field `{name}` is given twice, keep one of them")));
        } else if position == MOST_FIELDS {
            diagnostics.push(Error::new(
                field.span,
                format!("a span has room for {MOST_FIELDS} fields, remove this one and those after it"),
            ));
        }
    }
    fields
}

fn check_labels(labels: Labels, diagnostics: &mut Diagnostics) -> Labels {
    for (position, label) in labels.names.iter().enumerate() {
        let name = label.unraw().to_string();
        let mut mistake =
            |message: &str| diagnostics.push(Error::new(label.span(), format!("label `{name}` {message}")));
        if OWN_LABELS.contains(&name.as_str()) {
            mistake("is set by `#[observed]` itself, choose another name");
        } else if labels.names[..position].iter().any(|earlier| earlier == label) {
            mistake("is given twice, keep one of them");
        } else if name.starts_with("__") || !name.is_ascii() {
            mistake("is no name for Prometheus: expected ASCII letters, digits and `_`, not beginning with `__`");
        }
    }
    labels
}
