// A call is a trace of two spans.

mod measure;

use std::borrow::Cow;
use std::error::Error;

use fastrace::collector::Config;
use fastrace::prelude::*;
use fastrace_opentelemetry::OpenTelemetryReporter;
use opentelemetry::InstrumentationScope;
use opentelemetry_otlp::{Compression, SpanExporter, WithExportConfig as _, WithHttpConfig as _, WithTonicConfig as _};
use opentelemetry_sdk::Resource;

fn sell(id: u64, kind: &str, sampled: bool) -> bool {
    let root = Span::root("sell", SpanContext::random().sampled(sampled))
        .with_properties(|| [("id", id.to_string()), ("kind", kind.to_owned())]);
    let _guard = root.set_local_parent();
    LocalSpan::add_event(Event::new("sold"));
    pack()
}

#[trace]
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
    let handle = runtime.handle().clone();
    let exporter = {
        let _entered = runtime.enter();
        exporter(&asked)?
    };
    let resource = Resource::builder().with_service_name("shop").build();
    let scope = InstrumentationScope::builder("bench").build();
    let reporter = OpenTelemetryReporter::new(exporter, Cow::Owned(resource), scope);
    // The blocking HTTP client must not run in a runtime.
    let reporter =
        if asked.is_grpc { reporter.with_block_on(move |future| handle.block_on(future)) } else { reporter };
    fastrace::set_reporter(reporter, Config::default());
    asked.measure(
        |number| {
            sell(number, "book", asked.is_sampled);
        },
        fastrace::flush,
    );
    Ok(())
}
