//! A client of the state store. Its spans and those of the store, which is another process, are one trace.
//!
//! ```sh
//! cargo run -- --otlp http://127.0.0.1:4318
//! cargo run --bin state-client -- http://127.0.0.1:8080 --otlp http://127.0.0.1:4318
//! ```
//!
//! It asks for a user that does not exist, stores a state, and reads it back. Without `--otlp`, its requests have the
//! trace id, but no span is sent.

use std::error::Error;
use std::process::ExitCode;

use attuned_telemetry_rt::export::otlp::OtlpConfig;
use attuned_telemetry_rt::propagation::reqwest::HttpClientMiddleware;
use attuned_telemetry_rt::{TelemetryBuilder, TraceContext, TracingConfig, observed};
use reqwest::header::CONTENT_TYPE;
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Result};

/// A user that does not exist.
const NOBODY: &str = "nobody.at.all";

/// A user whose state is stored.
const SOMEBODY: &str = "ada.lovelace";

const STATE: &str = r#"{"source": "self_report", "confidence": 0.9, "axes": {"warmth": 0.8}}"#;

/// Delay of the simulated disk. Calls of more than 250 ms are logged.
const SLOW_MS: &str = "300";

/// The store, as a client sees it.
struct Store {
    url: String,
    http: ClientWithMiddleware,
}

impl Store {
    fn at(url: &str) -> Self {
        let http = ClientBuilder::new(reqwest::Client::new()).with(HttpClientMiddleware::new()).build();
        Self { url: url.trim_end_matches('/').to_owned(), http }
    }

    #[observed(scope = "attuned.client", op = "get", error_if = |code| code.as_ref().map_or(true, |code| *code >= 400))]
    async fn get(&self, user: &str) -> Result<u16> {
        let response = self.http.get(format!("{}/state/{user}", self.url)).send().await?;
        read(response).await
    }

    #[observed(scope = "attuned.client", op = "put")]
    async fn put(&self, user: &str) -> Result<u16> {
        let request = self.http.put(format!("{}/state/{user}", self.url)).header(CONTENT_TYPE, "application/json");
        let response = request.header("x-delay-ms", SLOW_MS).body(STATE).send().await?;
        read(response).await
    }
}

/// Reads a response to its end, where its span ends, and returns the status code.
async fn read(response: reqwest::Response) -> Result<u16> {
    let code = response.status().as_u16();
    response.bytes().await?;
    Ok(code)
}

/// All requests belong to the trace of this call.
#[observed(scope = "attuned.client", op = "visit")]
async fn visit(store: &Store) -> Result<String> {
    let missing = store.get(NOBODY).await?;
    let stored = store.put(SOMEBODY).await?;
    let found = store.get(SOMEBODY).await?;
    let trace = TraceContext::current().map(|context| context.trace_id.to_string()).unwrap_or_default();
    Ok(format!("trace {trace}: GET {missing}, PUT {stored}, GET {found}"))
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> std::result::Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let url = words.next().ok_or("expected the URL of the store, such as `http://127.0.0.1:8080`")?;
    let mut telemetry = TelemetryBuilder::new().with_tracing(TracingConfig::from_env()?);
    match (words.next().as_deref(), words.next()) {
        (None, None) => {}
        (Some("--otlp"), Some(collector)) => {
            let service = OtlpConfig::new().endpoint(collector).default_service_name("state-client");
            telemetry = telemetry.with_opentelemetry(service.default_service_version(env!("CARGO_PKG_VERSION")));
        }
        _ => return Err("expected `--otlp URL` or nothing after the URL of the store".into()),
    }
    // Dropping the guard sends the spans.
    let _guard = telemetry.init()?;
    println!("{}", visit(&Store::at(&url)).await?);
    Ok(())
}
