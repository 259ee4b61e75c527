//! What the options and the function together ask for. After this, expansion cannot fail.

use syn::ext::IdentExt as _;
use syn::{Error, Expr, ExprClosure, Path};

use super::event::{Event, event};
use super::parse::{Arguments, AuditedOptions, ObservedOptions};
use super::{redact, when};
use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::function::verdict::Verdict;
use crate::naming::scope;
use crate::options;
use crate::options::Given;
use crate::options::closure;

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

/// A value and its place in the record.
pub(super) struct Capture<T> {
    pub(super) place: Place,
    pub(super) value: T,
    /// Whether the record hides it.
    pub(super) is_masked: bool,
}

/// A place in the record, with the kind of value that it takes.
pub(super) enum Place {
    UserId,
    Source,
    AxesChanged {
        /// `when = changed`: without any, there is no record.
        needed: bool,
    },
    Confidence,
    Field(String),
}

impl Place {
    /// The word that gives what stands there.
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

/// Checks the options also if there is no function to go with them: one compile shows all mistakes.
pub(super) fn check(
    arguments: Arguments,
    function: Option<Function>,
    diagnostics: &mut Diagnostics,
) -> Option<Audited> {
    let masked = redact::check(&arguments, diagnostics);
    let needed = when::only_if_changed(&arguments, diagnostics);
    let names_event = arguments.names("event");
    let Arguments { options, fields, .. } = arguments;
    let observed = observed_options(function.as_ref());
    let operation = operation_name(&options, &observed, function.as_ref(), diagnostics);
    let gives_a_stream = function.as_ref().is_some_and(Function::gives_a_stream);
    let mut captures = Captures { masked, ..Captures::default() };
    let mut capture = |place, given: Option<Given<Expr>>| {
        diagnostics.catch(given.map_or(Ok(()), |given| captures.add(place, given.value, gives_a_stream)));
    };
    capture(Place::UserId, options.user_id);
    capture(Place::Source, options.source);
    capture(Place::AxesChanged { needed }, options.axes_changed);
    capture(Place::Confidence, options.confidence);
    for field in fields {
        capture(Place::Field(field.key.unraw().to_string()), Some(field));
    }
    let event = event(options.event, names_event, diagnostics)?;
    let runtime = options.runtime.map(|given| given.value);
    let Captures { before, after, .. } = captures;
    Some(Audited { runtime, function: function?, operation, event, before, after, verdict: verdict(observed) })
}

/// What is captured, sorted by when.
#[derive(Default)]
struct Captures {
    masked: Vec<String>,
    before: Vec<Capture<Expr>>,
    after: Vec<Capture<ExprClosure>>,
}

impl Captures {
    /// Adds a value: a closure is asked after a success.
    fn add(&mut self, place: Place, value: Expr, gives_a_stream: bool) -> syn::Result<()> {
        let is_masked = self.masked.iter().any(|name| name == place.name());
        let asked = match value {
            Expr::Closure(asked) => asked,
            value => {
                self.before.push(Capture { place, value, is_masked });
                return Ok(());
            }
        };
        closure::check(&asked, "expected a closure on the value of a success: `|ok| …`")?;
        if gives_a_stream {
            let message = "the function returns a stream, which has no one value to ask";
            return Err(Error::new_spanned(&asked, message));
        }
        self.after.push(Capture { place, value: asked, is_masked });
        Ok(())
    }
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
