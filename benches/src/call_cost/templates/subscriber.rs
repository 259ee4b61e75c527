// The subscriber of spans.

use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, registry};

pub fn install(name: &str) {
    match name {
        // Filters out spans of level INFO.
        "filtered" => registry().with(EnvFilter::new("error")).with(Closes).init(),
        "registry" => registry().with(Closes).init(),
        name => assert_eq!(name, "none"),
    }
}

// Without layers, a registry records every span.
struct Closes;

impl<S: tracing::Subscriber> Layer<S> for Closes {}
