// Spans in a root, which somebody takes.

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

// Without a root, nothing is recorded; nor is it while too much waits for the reporter.
pub fn root() -> impl Sized {
    fastrace::flush();
    let root = Span::root("root", SpanContext::random());
    (root.set_local_parent(), root)
}
