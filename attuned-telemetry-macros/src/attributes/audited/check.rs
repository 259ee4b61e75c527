//! Checks the options and the function together. After this, expansion cannot fail.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Error, Expr, ExprClosure, Path};

use super::options::{Arguments, AuditedOptions, ObservedOptions};
use super::value::event::Event;
use super::value::when::When;
use crate::diagnostics::Diagnostics;
use crate::function::function::Function;
use crate::function::verdict::Verdict;
use crate::naming::scope;
use crate::options::closure;
use crate::options::parse::parse;
use crate::options::table::{Given, Options as _};
use crate::options::words::{did_you_mean, list};

/// An audited function with valid options.
pub(super) struct Audited {
    pub(super) runtime: Option<Path>,
    pub(super) function: Function,
    /// `attuned.store.upsert`
    pub(super) operation: String,
    pub(super) event: Event,
    /// What is captured before the body runs.
    pub(super) before: Vec<Capture<Expr>>,
    /// What is captured after a success.
    pub(super) after: Vec<Capture<ExprClosure>>,
    pub(super) verdict: Verdict,
}

/// A value and its place in the record.
pub(super) struct Capture<T> {
    pub(super) place: Place,
    pub(super) value: T,
    /// Whether the record masks it.
    pub(super) is_masked: bool,
}

/// A place in the record, which decides the type of the value.
pub(super) enum Place {
    UserId,
    Source,
    AxesChanged {
        /// `when = changed`: without changes there is no record.
        needed: bool,
    },
    Confidence,
    Field(String),
}

impl Place {
    /// The key in the attribute.
    fn name(&self) -> &str {
        match self {
            Self::UserId => "user_id",
            Self::Source => "source",
            Self::AxesChanged { .. } => "axes_changed",
            Self::Confidence => "confidence",
            Self::Field(name) => name,
        }
    }
}

/// Checks the options, also if there is no valid function: one compilation shows all errors.
pub(super) fn check(
    arguments: Arguments,
    function: Option<Function>,
    diagnostics: &mut Diagnostics,
) -> Option<Audited> {
    let masked = masked(&arguments, diagnostics);
    let needed = only_if_changed(&arguments, diagnostics);
    check_event(&arguments, diagnostics);
    let Arguments { options, fields, .. } = arguments;
    let observed = observed_options(function.as_ref());
    let operation = operation_name(&options, &observed, function.as_ref(), diagnostics);
    let returns_stream = function.as_ref().is_some_and(Function::returns_stream);
    let mut captures = Captures { masked, ..Captures::default() };
    let mut capture = |place, given: Option<Given<Expr>>| {
        diagnostics.catch(given.map_or(Ok(()), |given| captures.add(place, given.value, returns_stream)));
    };
    capture(Place::UserId, options.user_id);
    capture(Place::Source, options.source);
    capture(Place::AxesChanged { needed }, options.axes_changed);
    capture(Place::Confidence, options.confidence);
    for field in fields {
        capture(Place::Field(field.key.unraw().to_string()), Some(field));
    }
    let event = options.event?.value;
    let runtime = options.runtime.map(|given| given.value);
    let Captures { before, after, .. } = captures;
    Some(Audited { runtime, function: function?, operation, event, before, after, verdict: verdict(observed) })
}

/// What is captured, before the body runs and after a success.
#[derive(Default)]
struct Captures {
    masked: Vec<String>,
    before: Vec<Capture<Expr>>,
    after: Vec<Capture<ExprClosure>>,
}

impl Captures {
    /// Adds a value. A closure is called after a success.
    fn add(&mut self, place: Place, value: Expr, returns_stream: bool) -> syn::Result<()> {
        let is_masked = self.masked.iter().any(|name| name == place.name());
        let asked = match value {
            Expr::Closure(asked) => asked,
            value => {
                self.before.push(Capture { place, value, is_masked });
                return Ok(());
            }
        };
        closure::check(&asked, "expected a closure that takes the returned value and is not `async`: `|ok| …`")?;
        if returns_stream {
            let message =
                "a closure on the returned value is not supported on a function that returns a stream: use a value";
            return Err(Error::new_spanned(&asked, message));
        }
        self.after.push(Capture { place, value: asked, is_masked });
        Ok(())
    }
}

/// The options of `#[observed]` on the same function. Errors in them are reported when `#[observed]` is expanded.
fn observed_options(function: Option<&Function>) -> ObservedOptions {
    let arguments = function.and_then(|function| function.sibling("observed")).unwrap_or_default();
    parse(arguments, &mut Diagnostics::default())
}

/// The operation's name, which is the same as that of `#[observed]`.
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

/// Classifies the returned value as `#[observed]` does, so that a record's outcome equals the status of the metrics.
fn verdict(observed: ObservedOptions) -> Verdict {
    match (observed.ok_if, observed.error_if) {
        (Some(given), _) => Verdict::OkIf(given.value),
        (None, Some(given)) => Verdict::ErrorIf(given.value),
        (None, None) => Verdict::ByType,
    }
}

/// Rejects an attribute without an event. If the event has an error, that is already reported.
fn check_event(arguments: &Arguments, diagnostics: &mut Diagnostics) {
    if !arguments.names("event") {
        let message =
            "`#[audited]` needs an event: `event = StateUpdated`, or a value that converts into `AuditEventType`";
        diagnostics.push(Error::new(Span::call_site(), message));
    }
}

/// Whether a successful call writes a record only if it changed something. Then `axes_changed` is required.
fn only_if_changed(arguments: &Arguments, diagnostics: &mut Diagnostics) -> bool {
    let Some(given) = &arguments.options.when else { return false };
    if let When::Always = given.value {
        return false;
    }
    if !arguments.names("axes_changed") {
        let message = "`when = changed` needs `axes_changed = …`, which tells whether a call changed something";
        diagnostics.push(Error::new(given.key.span(), message));
    }
    true
}

/// The options that can be masked. Every free field can be masked too.
const MASKABLE: [&str; 3] = ["user_id", "source", "axes_changed"];

/// The names to mask. Each must be the name of a value in the same attribute.
fn masked(arguments: &Arguments, diagnostics: &mut Diagnostics) -> Vec<String> {
    let Some(given) = &arguments.options.redact else { return Vec::new() };
    let mut names = Vec::new();
    for word in &given.value.0 {
        let name = word.unraw().to_string();
        match error_in_name(&name, arguments) {
            Some(message) => diagnostics.push(Error::new(word.span(), message)),
            None if names.contains(&name) => {
                let message = format!("`{name}` is given twice in `redact`: keep one of them");
                diagnostics.push(Error::new(word.span(), message));
            }
            None => names.push(name),
        }
    }
    names
}

/// Why a name cannot be masked, or `None` if it can.
fn error_in_name(name: &str, arguments: &Arguments) -> Option<String> {
    if name == "confidence" {
        return Some("`confidence` is a number and cannot be masked: remove it from `redact`".to_owned());
    }
    if AuditedOptions::KEYS.contains(&name) && !MASKABLE.contains(&name) {
        let known = list(&MASKABLE);
        return Some(format!("`{name}` cannot be masked: expected one of {known}, or a free field"));
    }
    if arguments.names(name) {
        return None;
    }
    let given: Vec<_> = arguments.named.iter().map(String::as_str).filter(|given| can_be_masked(given)).collect();
    if given.is_empty() {
        return Some(format!("`{name}` has no value in this attribute, so nothing can be masked: add `{name} = …`"));
    }
    let (meant, given) = (did_you_mean(name, &given), list(&given));
    Some(format!("`{name}` has no value in this attribute{meant}, expected one of {given}"))
}

fn can_be_masked(name: &str) -> bool {
    MASKABLE.contains(&name) || !AuditedOptions::KEYS.contains(&name)
}
