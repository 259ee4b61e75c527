// Spans in a root span, with a reporter.

use fastrace::Span;
use fastrace::collector::{Config, Reporter, SpanContext, SpanRecord};

struct Takes;

impl Reporter for Takes {
    fn report(&mut self, spans: Vec<SpanRecord>) {
        drop(spans);
    }
}

pub fn set_up() {
    fastrace::set_reporter(Takes, Config::default());
}

// Nothing is recorded without a root, or while too many spans wait for the reporter.
pub fn root() -> impl Sized {
    fastrace::flush();
    let root = Span::root("root", SpanContext::random());
    (root.set_local_parent(), root)
}
