// Shared hand-written code that gives each call a span, a counter and a histogram with little code in each function: a
// static callsite, and a guard that ends the call when it is dropped. The span is opened and closed, but the body does
// not run in it. Errors, cancellations and panics are not distinguished, and the error type is unknown.

use std::time::Instant;

use tracing::callsite::{DefaultCallsite, Identifier};
use tracing::field::FieldSet;
use tracing::level_filters::LevelFilter;
use tracing::metadata::Kind;
use tracing::{Level, Metadata, Span};

pub struct Site {
    operation: &'static str,
    callsite: DefaultCallsite,
    metadata: Metadata<'static>,
}

impl Site {
    pub const fn new(this: &'static Self, operation: &'static str) -> Self {
        let fields = FieldSet::new(&["status"], Identifier(&this.callsite));
        let metadata = Metadata::new(
            operation,
            module_path!(),
            Level::INFO,
            Some(file!()),
            Some(line!()),
            Some(module_path!()),
            fields,
            Kind::SPAN,
        );
        Self { operation, callsite: DefaultCallsite::new(&this.metadata), metadata }
    }

    #[inline(never)]
    pub fn start(&'static self) -> Call {
        let span = if self.is_enabled() { self.span() } else { Span::none() };
        Call { site: self, span, started: Instant::now(), status: "error" }
    }

    fn is_enabled(&'static self) -> bool {
        if Level::INFO > LevelFilter::current() {
            return false;
        }
        let interest = self.callsite.interest();
        let ask = || tracing::dispatcher::get_default(|dispatch| dispatch.enabled(&self.metadata));
        interest.is_always() || (!interest.is_never() && ask())
    }

    fn span(&'static self) -> Span {
        let fields = self.metadata.fields();
        Span::new(&self.metadata, &fields.value_set(&[] as &[(_, _); 0]))
    }
}

pub struct Call {
    site: &'static Site,
    span: Span,
    started: Instant,
    status: &'static str,
}

impl Call {
    pub fn succeed(mut self) {
        self.status = "success";
    }
}

impl Drop for Call {
    #[inline(never)]
    fn drop(&mut self) {
        let operation = self.site.operation;
        self.span.record("status", self.status);
        metrics::counter!("store_operations_total", "operation" => operation, "status" => self.status).increment(1);
        metrics::histogram!("store_duration_seconds", "operation" => operation).record(self.started.elapsed());
    }
}
