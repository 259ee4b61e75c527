//! The generated packages.

use attuned_telemetry_benches::workspace::Package;

/// The collector.
pub(crate) const SINK: &str = "otlp-sink";
/// Many series, with our runtime.
pub(crate) const SERIES: &str = "otlp-series";

const OURS: &str =
    "attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = [\"init\", \"otlp-grpc\"] }";
const SDK: &str = "opentelemetry = { version = \"0.33.1\", default-features = false, features = [\"trace\"] }\n\
    opentelemetry-otlp = { version = \"0.33.0\", default-features = false, features = [\"grpc-tonic\", \
    \"gzip-http\", \"gzip-tonic\", \"http-proto\", \"reqwest-blocking-client\", \"trace\"] }\n\
    opentelemetry_sdk = { version = \"0.33.1\", default-features = false, features = [\"trace\"] }\n\
    tokio = { version = \"1.54.1\", features = [\"net\", \"rt-multi-thread\", \"time\"] }";

/// Returns the name of the package of a tool that sends spans.
pub(crate) fn of_spans(tool: &str) -> String {
    format!("otlp-{tool}")
}

pub(crate) fn all() -> Vec<Package> {
    let tracing = "tracing = \"0.1.44\"";
    let subscriber = "tracing-subscriber = { version = \"0.3.23\", default-features = false, features = \
        [\"registry\", \"std\"] }";
    vec![
        spans("ours", include_str!("templates/ours.rs"), &[OURS, tracing]),
        spans(
            "sdk",
            include_str!("templates/sdk.rs"),
            &[SDK, tracing, subscriber, "tracing-opentelemetry = { version = \"0.34.0\", default-features = false }"],
        ),
        spans(
            "fastrace",
            include_str!("templates/fastrace.rs"),
            &[
                SDK,
                "fastrace = { version = \"0.7.19\", features = [\"enable\"] }",
                "fastrace-opentelemetry = \"0.19.0\"",
            ],
        ),
        spans("emit", include_str!("templates/emit.rs"), &["emit = \"2.23.0\"", "emit_otlp = \"2.23.0\""]),
        series(),
        sink(),
    ]
}

fn spans(tool: &str, text: &str, crates: &[&str]) -> Package {
    let files =
        vec![("src/main.rs", text.to_owned()), ("src/measure.rs", include_str!("templates/measure.rs").to_owned())];
    let manifest = format!("[dependencies]\nlibc = \"0.2\"\n{}\n", crates.join("\n"));
    Package { name: of_spans(tool), manifest, files }
}

fn series() -> Package {
    let files = vec![
        ("src/main.rs", include_str!("templates/series.rs").to_owned()),
        ("src/allocations.rs", include_str!("templates/peak.rs").to_owned()),
    ];
    let manifest = "[dependencies]\n\
        attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = [\"init\", \"otlp-grpc\", \
        \"prometheus\"] }\n\
        libc = \"0.2\"\n\
        metrics = \"0.24.6\"\n";
    Package { name: SERIES.to_owned(), manifest: manifest.to_owned(), files }
}

fn sink() -> Package {
    let manifest = "[dependencies]\n\
        bytes = \"1\"\n\
        flate2 = \"1\"\n\
        futures-core = \"0.3\"\n\
        http-body-util = \"0.1\"\n\
        hyper = { version = \"1\", features = [\"http1\", \"http2\", \"server\"] }\n\
        hyper-util = { version = \"0.1\", features = [\"server-auto\", \"tokio\"] }\n\
        tokio = { version = \"1\", features = [\"macros\", \"net\", \"rt\"] }\n";
    let files = vec![("src/main.rs", include_str!("templates/sink.rs").to_owned())];
    Package { name: SINK.to_owned(), manifest: manifest.to_owned(), files }
}
