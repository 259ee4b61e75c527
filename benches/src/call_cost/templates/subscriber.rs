// Who listens to spans.

use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, registry};

pub fn install(name: &str) {
    match name {
        // Spans of the level INFO are filtered out.
        "filtered" => registry().with(EnvFilter::new("error")).with(Closes).init(),
        "registry" => registry().with(Closes).init(),
        name => assert_eq!(name, "none"),
    }
}

// With no layer at all, a registry keeps every span.
struct Closes;

impl<S: tracing::Subscriber> Layer<S> for Closes {}
