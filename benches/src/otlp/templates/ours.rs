// A call is a trace of two spans.

mod measure;

use std::error::Error;

use attuned_telemetry_rt::adapters::ObservabilityManager;
use attuned_telemetry_rt::export::otlp::{OtlpCompression, OtlpConfig, OtlpProtocol, OtlpSignal};
use attuned_telemetry_rt::init::TelemetryBuilder;
use attuned_telemetry_rt::observed;

#[observed(fields(id, kind))]
fn sell(id: u64, kind: &str) -> bool {
    tracing::info!("sold");
    pack()
}

#[observed]
fn pack() -> bool {
    true
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked = measure::Asked::from_words()?;
    let config = OtlpConfig::new()
        .endpoint(&asked.url)
        .service_name("shop")
        .protocol(if asked.is_grpc { OtlpProtocol::Grpc } else { OtlpProtocol::HttpProtobuf })
        .compression(if asked.is_gzip { OtlpCompression::Gzip } else { OtlpCompression::None })
        .sample_rate(if asked.is_sampled { 1.0 } else { 0.0 })
        .exporters(OtlpSignal::Metrics, [])
        .exporters(OtlpSignal::Logs, [])
        .signal(OtlpSignal::Traces, |traces| traces.queue_items(8_192));
    let manager = ObservabilityManager::new();
    let _guard = TelemetryBuilder::new().with_adapters(&manager).with_opentelemetry(config).init()?;
    asked.measure(
        |number| {
            sell(number, "book");
        },
        || drop(manager.flush_blocking()),
    );
    Ok(())
}
