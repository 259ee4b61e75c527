//! The ways to observe a function, and their generated packages.

use attuned_telemetry_benches::workspace::Package;

/// One way to observe a function.
pub(crate) struct Way {
    /// Name of the package.
    pub(crate) name: &'static str,
    /// The functions.
    shape: &'static str,
    /// Lines above each function.
    attribute: &'static str,
    /// Code for set-up, and code that is called by hand.
    library: &'static str,
    /// Lines in `[dependencies]`.
    crates: &'static [&'static str],
}

const ANNOTATED: &str = include_str!("templates/annotated.rs");
const LABELLED: &str = include_str!("templates/labelled.rs");
const PANICKING: &str = include_str!("templates/panicking.rs");
const BY_HAND: &str = include_str!("templates/by_hand.rs");

macro_rules! library {
    ($($name:literal),+) => {
        concat!($(include_str!(concat!("templates/libraries/", $name, ".rs"))),+)
    };
}

const NONE: &str = library!("none");
const OUR_SET_UP: &str = library!("ours");

const OBSERVED_ATTRIBUTE: &str = "#[attuned_telemetry_rt::observed]";
const INSTRUMENT: &str = "#[tracing::instrument(skip_all)]";
const AUTOMETRICS: &str = "#[autometrics::autometrics]";
const INSTRUMENT_AUTOMETRICS: &str = "#[tracing::instrument(skip_all)] #[autometrics::autometrics]";

const RUNTIME: &str =
    "attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = [\"init\", \"prometheus\"] }";
const NO_RUNTIME: &str =
    "attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", default-features = false }";
const TRACING_CRATE: &str = "tracing = \"0.1.44\"";
const SUBSCRIBER: &str = "tracing-subscriber = { version = \"0.3.23\", features = [\"env-filter\"] }";
const FACADE: &str = "metrics = \"0.24.6\"";
const EXPORTER: &str = "metrics-exporter-prometheus = { version = \"0.18.3\", default-features = false }";

const ADAPTERS: &str = "attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = \
                        [\"adapters\", \"init\", \"prometheus\"] }";
const COLLECTED_CRATES: &[&str] = &[ADAPTERS, TRACING_CRATE, SUBSCRIBER];
const TRACING_OPENTELEMETRY_CRATES: &[&str] = &[
    RUNTIME,
    TRACING_CRATE,
    SUBSCRIBER,
    "opentelemetry = \"0.33.1\"",
    "opentelemetry_sdk = \"0.33.1\"",
    "tracing-opentelemetry = \"0.34.0\"",
];

/// A function with this crate's annotation, whose spans are collected by a layer.
const fn collected(name: &'static str, library: &'static str, crates: &'static [&'static str]) -> Way {
    annotated(name, OBSERVED_ATTRIBUTE, library, crates)
}

/// A function with this crate's annotation.
const fn ours(name: &'static str, shape: &'static str, attribute: &'static str) -> Way {
    Way { name, shape, attribute, library: OUR_SET_UP, crates: &[RUNTIME, TRACING_CRATE, SUBSCRIBER] }
}

/// A function with another annotation.
const fn annotated(
    name: &'static str,
    attribute: &'static str,
    library: &'static str,
    crates: &'static [&'static str],
) -> Way {
    Way { name, shape: ANNOTATED, attribute, library, crates }
}

/// A function that calls a library by hand.
const fn by_hand(name: &'static str, library: &'static str, crates: &'static [&'static str]) -> Way {
    Way { name, shape: BY_HAND, attribute: "", library, crates }
}

pub(crate) static PLAIN: Way = annotated("plain", "", NONE, &[]);
pub(crate) static PLAIN_PANIC: Way = Way { name: "plain-panic", shape: PANICKING, ..annotated("", "", NONE, &[]) };
pub(crate) static CLOCK: Way = by_hand("clock", library!("clock"), &[]);
pub(crate) static LIMIT: Way = by_hand("limit", library!("limit"), &[TRACING_CRATE, SUBSCRIBER]);

pub(crate) static OBSERVED: Way = ours("observed", ANNOTATED, OBSERVED_ATTRIBUTE);
pub(crate) static NOTHING: Way = annotated("observed-nothing", OBSERVED_ATTRIBUTE, NONE, &[RUNTIME]);
pub(crate) static PANIC: Way = ours("observed-panic", PANICKING, OBSERVED_ATTRIBUTE);
pub(crate) static LABELS: Way =
    ours("observed-labels", LABELLED, "#[attuned_telemetry_rt::observed(labels(kind, empty))]");
pub(crate) static IN_FLIGHT: Way =
    ours("observed-in-flight", ANNOTATED, "#[attuned_telemetry_rt::observed(in_flight)]");
pub(crate) static METRICS_ALONE: Way =
    ours("observed-metrics", ANNOTATED, "#[attuned_telemetry_rt::observed(span = false)]");
pub(crate) static SPAN_ALONE: Way =
    ours("observed-span", ANNOTATED, "#[attuned_telemetry_rt::observed(metrics = false)]");
pub(crate) static OFF: Way = annotated("observed-off", OBSERVED_ATTRIBUTE, NONE, &[NO_RUNTIME]);

pub(crate) static NESTED: Way =
    Way { library: library!("ours", "in_a_span"), ..ours("observed-nested", ANNOTATED, OBSERVED_ATTRIBUTE) };
pub(crate) static COLLECTED: Way =
    collected("collected-sampled", library!("collected", "sampled", "in_a_span"), COLLECTED_CRATES);
pub(crate) static COLLECTED_UNSAMPLED: Way =
    collected("collected-unsampled", library!("collected", "unsampled", "in_a_span"), COLLECTED_CRATES);
pub(crate) static COLLECTED_ALONE: Way =
    collected("collected-alone-sampled", library!("collected", "sampled"), COLLECTED_CRATES);
pub(crate) static COLLECTED_ALONE_UNSAMPLED: Way =
    collected("collected-alone-unsampled", library!("collected", "unsampled"), COLLECTED_CRATES);
pub(crate) static TRACING_OPENTELEMETRY: Way = collected(
    "opentelemetry-sampled",
    library!("tracing_opentelemetry", "sampled", "in_a_span"),
    TRACING_OPENTELEMETRY_CRATES,
);
pub(crate) static TRACING_OPENTELEMETRY_UNSAMPLED: Way = collected(
    "opentelemetry-unsampled",
    library!("tracing_opentelemetry", "unsampled", "in_a_span"),
    TRACING_OPENTELEMETRY_CRATES,
);

pub(crate) static TRACING: Way = annotated("tracing-alone", INSTRUMENT, NONE, &[TRACING_CRATE, SUBSCRIBER]);
pub(crate) static TRACING_PANIC: Way = Way { name: "tracing-panic", shape: PANICKING, ..TRACING };

const METRICS_CRATES: &[&str] = &[FACADE, EXPORTER];
const BOTH_CRATES: &[&str] = &[FACADE, EXPORTER, TRACING_CRATE, SUBSCRIBER];

pub(crate) static METRICS: Way = by_hand("metrics-macros", library!("recorder", "metrics_macros"), METRICS_CRATES);
pub(crate) static METRICS_CACHED: Way =
    by_hand("metrics-cached", library!("recorder", "metrics_cached"), METRICS_CRATES);
pub(crate) static BOTH: Way = Way {
    name: "both",
    attribute: INSTRUMENT,
    crates: BOTH_CRATES,
    ..by_hand("", library!("recorder", "metrics_macros"), &[])
};
pub(crate) static BOTH_CACHED: Way = Way {
    name: "both-cached",
    attribute: INSTRUMENT,
    crates: BOTH_CRATES,
    ..by_hand("", library!("recorder", "metrics_cached"), &[])
};

/// `autometrics` with a backend, alone and with a span.
macro_rules! autometrics {
    ($alone:ident, $both:ident, $backend:literal, $library:expr, [$($crates:expr),*]) => {
        pub(crate) static $alone: Way = annotated(
            concat!("autometrics-", $backend),
            AUTOMETRICS,
            $library,
            &[autometrics!($backend), $($crates),*],
        );
        pub(crate) static $both: Way = annotated(
            concat!("autometrics-", $backend, "-tracing"),
            INSTRUMENT_AUTOMETRICS,
            $library,
            &[autometrics!($backend), $($crates,)* TRACING_CRATE, SUBSCRIBER],
        );
    };
    ($backend:literal) => {
        concat!("autometrics = { version = \"=3.0.0\", features = [\"", $backend, "\"] }")
    };
}

autometrics!(AUTOMETRICS_METRICS, AUTOMETRICS_METRICS_TRACING, "metrics", library!("recorder"), [FACADE, EXPORTER]);
autometrics!(AUTOMETRICS_PROMETHEUS, AUTOMETRICS_PROMETHEUS_TRACING, "prometheus", NONE, []);
autometrics!(AUTOMETRICS_CLIENT, AUTOMETRICS_CLIENT_TRACING, "prometheus-client", NONE, []);
autometrics!(
    AUTOMETRICS_OPENTELEMETRY,
    AUTOMETRICS_OPENTELEMETRY_TRACING,
    "opentelemetry",
    library!("autometrics_opentelemetry"),
    [
        "opentelemetry = { version = \"0.30\", features = [\"metrics\"] }",
        "opentelemetry_sdk = { version = \"0.30\", features = [\"metrics\", \"testing\"] }"
    ]
);

pub(crate) static PROMETHEUS: Way = by_hand(
    "handles-prometheus",
    library!("prometheus"),
    &["prometheus = { version = \"0.14.0\", default-features = false }"],
);
pub(crate) static PROMETHEUS_CLIENT: Way =
    by_hand("handles-prometheus-client", library!("prometheus_client"), &["prometheus-client = \"0.25.2\""]);
pub(crate) static MEASURED: Way = by_hand("handles-measured", library!("measured"), &["measured = \"0.0.25\""]);
pub(crate) static FASTMETRICS: Way = by_hand(
    "handles-fastmetrics",
    library!("fastmetrics"),
    &["fastmetrics = { version = \"0.7.1\", features = [\"derive\"] }"],
);

const OPENTELEMETRY_CRATES: &[&str] = &[
    "opentelemetry = { version = \"0.33.1\", features = [\"experimental_metrics_bound_instruments\"] }",
    "opentelemetry_sdk = { version = \"0.33.1\", features = [\"experimental_metrics_bound_instruments\", \"testing\"] }",
];

pub(crate) static OPENTELEMETRY: Way =
    by_hand("handles-opentelemetry", library!("opentelemetry"), OPENTELEMETRY_CRATES);
pub(crate) static OPENTELEMETRY_BOUND: Way =
    by_hand("handles-opentelemetry-bound", library!("opentelemetry_bound"), OPENTELEMETRY_CRATES);
pub(crate) static FASTRACE: Way = annotated(
    "spans-fastrace",
    "#[fastrace::trace]",
    library!("fastrace"),
    &["fastrace = { version = \"=0.7.19\", features = [\"enable\"] }"],
);

impl Way {
    /// Whether it depends on a subscriber.
    pub(crate) fn has_subscriber(&self) -> bool {
        self.crates.contains(&SUBSCRIBER)
    }

    /// Returns the package of a program that observes in this way.
    pub(crate) fn package(&self) -> Package {
        let mut files = vec![
            ("src/main.rs", include_str!("templates/main.rs").to_owned()),
            ("src/measure.rs", include_str!("templates/measure.rs").to_owned()),
            ("src/allocations.rs", include_str!("../templates/allocations.rs").to_owned()),
            ("src/annotated.rs", self.shape.replace("{attribute}", self.attribute)),
            ("src/library.rs", self.library.to_owned()),
        ];
        if self.has_subscriber() {
            files.push(("src/subscriber.rs", include_str!("templates/subscriber.rs").to_owned()));
        }
        Package { name: format!("call-{}", self.name), manifest: self.manifest(), files }
    }

    fn manifest(&self) -> String {
        let has_root = self.library.contains("pub fn root()");
        let on = [("subscriber", self.has_subscriber()), ("root", has_root)];
        let on: Vec<_> = on.iter().filter(|(_, on)| *on).map(|(name, _)| *name).collect();
        format!(
            "[features]\ndefault = {on:?}\nroot = []\nsubscriber = []\n\n[dependencies]\n{}\n",
            self.crates.join("\n")
        )
    }
}
