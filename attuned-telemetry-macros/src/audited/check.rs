//! What the options and the function together ask for. After this, expansion cannot fail.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Error, Expr, ExprClosure, Path};

use super::parse::{Arguments, AuditedOptions, ObservedOptions};
use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::hygiene::ungrouped;
use crate::options::{self, Given};
use crate::scope;
use crate::verdict::Verdict;

/// An audited function whose options agree with each other.
pub(super) struct Audited {
    pub(super) runtime: Option<Path>,
    pub(super) function: Function,
    /// `attuned.store.upsert`
    pub(super) operation: String,
    pub(super) event: Event,
    /// What is captured before the body runs.
    pub(super) before: Vec<Capture<Expr>>,
    /// What is asked for after a success.
    pub(super) after: Vec<Capture<ExprClosure>>,
    pub(super) verdict: Verdict,
}

/// What happened.
pub(super) enum Event {
    /// A variant of `AuditEventType`.
    Variant(Path),
    /// A value that converts into it.
    Value(Expr),
}

/// A value and its place in the record.
pub(super) struct Capture<T> {
    pub(super) place: Place,
    pub(super) value: T,
}

/// A place in the record, with the kind of value that it takes.
pub(super) enum Place {
    UserId,
    Source,
    AxesChanged,
    Confidence,
    Field(String),
}

const VARIANTS: [&str; 3] = ["StateCreated", "StateUpdated", "StateDeleted"];

/// Checks the options also if there is no function to go with them: one compile shows all mistakes.
pub(super) fn check(
    arguments: Arguments,
    function: Option<Function>,
    diagnostics: &mut Diagnostics,
) -> Option<Audited> {
    let Arguments { options, fields, names_event } = arguments;
    let observed = observed_options(function.as_ref());
    let operation = operation_name(&options, &observed, function.as_ref(), diagnostics);
    let gives_a_stream = function.as_ref().is_some_and(Function::gives_a_stream);
    let mut before = Vec::new();
    let mut after = Vec::new();
    let mut capture = |place: Place, given: Option<Given<Expr>>| match given.map(|given| given.value) {
        Some(Expr::Closure(value)) => {
            diagnostics.catch(check_closure(&value));
            if gives_a_stream {
                let message = "the function returns a stream, which has no one value to ask";
                diagnostics.push(Error::new_spanned(&value, message));
            }
            after.push(Capture { place, value });
        }
        Some(value) => before.push(Capture { place, value }),
        None => {}
    };
    capture(Place::UserId, options.user_id);
    capture(Place::Source, options.source);
    capture(Place::AxesChanged, options.axes_changed);
    capture(Place::Confidence, options.confidence);
    for field in fields {
        capture(Place::Field(field.key.unraw().to_string()), Some(field));
    }
    let event = event(options.event, names_event, diagnostics)?;
    let runtime = options.runtime.map(|given| given.value);
    Some(Audited { runtime, function: function?, operation, event, before, after, verdict: verdict(observed) })
}

/// What `#[observed]` on the same function says. Mistakes in it are reported when its own turn comes.
fn observed_options(function: Option<&Function>) -> ObservedOptions {
    let arguments = function.and_then(|function| function.sibling("observed")).unwrap_or_default();
    options::parse(arguments, &mut Diagnostics::default())
}

/// The name that `#[observed]` gives the function too.
fn operation_name(
    options: &AuditedOptions,
    observed: &ObservedOptions,
    function: Option<&Function>,
    diagnostics: &mut Diagnostics,
) -> String {
    let scope = scope::scope(options.scope.as_ref().or(observed.scope.as_ref()), diagnostics);
    let operation = scope::operation(options.op.as_ref().or(observed.op.as_ref()), function, diagnostics);
    format!("{scope}.{operation}")
}

/// The returned value is judged as `#[observed]` judges it: a record's outcome is the status of its metrics.
fn verdict(observed: ObservedOptions) -> Verdict {
    match (observed.ok_if, observed.error_if) {
        (Some(given), _) => Verdict::OkIf(given.value),
        (None, Some(given)) => Verdict::ErrorIf(given.value),
        (None, None) => Verdict::ByType,
    }
}

/// The event, which there must be; if what it is was not understood, that has been said.
fn event(given: Option<Given<Expr>>, is_named: bool, diagnostics: &mut Diagnostics) -> Option<Event> {
    match given.map(|given| ungrouped(given.value)) {
        Some(Expr::Path(path)) if VARIANTS.iter().any(|variant| path.path.is_ident(variant)) => {
            Some(Event::Variant(path.path))
        }
        Some(value) => Some(Event::Value(value)),
        None if is_named => None,
        None => {
            let message =
                "`#[audited]` needs an event: `event = StateUpdated`, or a value that converts into `AuditEventType`";
            diagnostics.push(Error::new(Span::call_site(), message));
            None
        }
    }
}

/// A closure is asked about the returned value, and about nothing else.
fn check_closure(closure: &ExprClosure) -> syn::Result<()> {
    if closure.inputs.len() == 1 && closure.asyncness.is_none() {
        return Ok(());
    }
    Err(Error::new_spanned(&closure.inputs, "expected a closure on the value of a success: `|ok| …`"))
}
