// A call is a trace of two spans.

mod measure;

use std::error::Error;

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{Compression, SpanExporter, WithExportConfig as _, WithHttpConfig as _, WithTonicConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{BatchConfigBuilder, BatchSpanProcessor, Sampler, SdkTracerProvider};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

#[tracing::instrument]
fn sell(id: u64, kind: &str) -> bool {
    tracing::info!("sold");
    pack()
}

#[tracing::instrument]
fn pack() -> bool {
    true
}

fn exporter(asked: &measure::Asked) -> Result<SpanExporter, Box<dyn Error>> {
    Ok(if asked.is_grpc {
        let builder = SpanExporter::builder().with_tonic().with_endpoint(&asked.url);
        if asked.is_gzip { builder.with_compression(Compression::Gzip) } else { builder }.build()?
    } else {
        let builder = SpanExporter::builder().with_http().with_endpoint(format!("{}/v1/traces", asked.url));
        if asked.is_gzip { builder.with_compression(Compression::Gzip) } else { builder }.build()?
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked = measure::Asked::from_words()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let exporter = {
        let _entered = runtime.enter();
        exporter(&asked)?
    };
    let config = BatchConfigBuilder::default().with_max_queue_size(8_192).build();
    let provider = SdkTracerProvider::builder()
        .with_span_processor(BatchSpanProcessor::builder(exporter).with_batch_config(config).build())
        .with_sampler(if asked.is_sampled { Sampler::AlwaysOn } else { Sampler::AlwaysOff })
        .with_resource(Resource::builder().with_service_name("shop").build())
        .build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("bench"));
    let layer = if asked.is_lean {
        layer.with_location(false).with_threads(false).with_target(false).with_tracked_inactivity(false)
    } else {
        layer
    };
    // As with our start-up, the level is `info`.
    tracing_subscriber::registry().with(tracing_subscriber::filter::LevelFilter::INFO).with(layer).init();
    asked.measure(
        |number| {
            sell(number, "book");
        },
        || provider.force_flush().expect("delivered"),
    );
    Ok(())
}
