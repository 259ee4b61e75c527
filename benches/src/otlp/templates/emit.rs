// A call is a trace of two spans. There are no events in spans: emit sends events as log records.

mod measure;

use std::error::Error;
use std::time::Duration;

#[emit::span("sell", id, kind)]
fn sell(id: u64, kind: &str) -> bool {
    pack()
}

#[emit::span("pack")]
fn pack() -> bool {
    true
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked = measure::Asked::from_words()?;
    let transport = if asked.is_grpc {
        emit_otlp::grpc(&asked.url)
    } else {
        emit_otlp::http(format!("{}/v1/traces", asked.url))
    };
    let traces = emit_otlp::traces_proto(transport.allow_compression(asked.is_gzip));
    let otlp = emit_otlp::new().resource(emit::props! { #[emit::key("service.name")] service_name: "shop" });
    let is_sampled = asked.is_sampled;
    let runtime = emit::setup()
        .emit_to(otlp.traces(traces).spawn())
        .emit_when(emit::filter::from_fn(move |_| is_sampled))
        .init();
    asked.measure(
        |number| {
            sell(number, "book");
        },
        || assert!(runtime.blocking_flush(Duration::from_secs(60)), "not delivered"),
    );
    Ok(())
}
