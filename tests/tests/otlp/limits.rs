//! Limits of attributes, events and links.

use attuned_telemetry_rt::adapters::{LogLevel, ObservabilityManager};
use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpLimits};
use attuned_telemetry_rt::init::TelemetryBuilder;
use attuned_telemetry_tests::task::block_on;

use crate::kit::{NONE, collector, config, flush, records, spans, text};

#[test]
fn limits_of_the_environment_are_applied_and_what_is_left_out_is_counted() {
    let collector = collector();
    let limits = OtlpLimits {
        span_attributes: Some(2),
        span_value_length: Some(3),
        span_events: Some(1),
        span_links: Some(0),
        event_attributes: Some(1),
        log_attributes: Some(1),
        log_value_length: Some(4),
        ..OtlpLimits::default()
    };
    let guard = TelemetryBuilder::new().with_opentelemetry(config(&collector).limits(limits)).init().unwrap();
    {
        let other = tracing::info_span!("other");
        let span = tracing::info_span!(
            "work",
            first = "äöüß",
            second = ?"written",
            third = true,
            "otel.name" = "GET /orders",
            "otel.kind" = "server",
        );
        span.follows_from(&other);
        let _entered = span.entered();
        tracing::info!(name = "a long text", count = 2, "a message that is longer");
        tracing::info!("another");
    }
    drop(guard);

    let spans = spans(&collector.requests());
    let span = spans.iter().find(|span| span.name == "GET /orders").unwrap();
    assert_eq!(span.kind, 2);
    assert_eq!((text(&span.attributes, "first"), text(&span.attributes, "second")), (Some("äöü"), Some("\"wr")));
    assert_eq!((span.attributes.len(), span.dropped_attributes_count), (2, 1));
    assert_eq!((span.events.len(), span.dropped_events_count), (1, 1));
    assert_eq!((span.links.len(), span.dropped_links_count), (0, 1));
    let event = &span.events[0];
    assert_eq!(event.name, "a message that is longer");
    assert_eq!(text(&event.attributes, "name"), Some("a l"));
    assert_eq!((event.attributes.len(), event.dropped_attributes_count), (1, 1));

    let records = records(&collector.requests());
    let body = |text: &str| records.iter().find(|record| format!("{:?}", record.body).contains(text)).unwrap();
    let record = body("a message that is longer");
    assert_eq!(text(&record.attributes, "name"), Some("a lo"));
    assert_eq!((record.attributes.len(), record.dropped_attributes_count), (1, 1));
}

#[test]
fn limits_above_the_default_are_honoured() {
    let collector = collector();
    let limits = OtlpLimits {
        span_events: Some(1_000),
        span_links: Some(300),
        log_attributes: Some(200),
        ..OtlpLimits::default()
    };
    let manager = ObservabilityManager::new();
    let builder = TelemetryBuilder::new().with_adapters(&manager);
    let guard = builder.with_opentelemetry(config(&collector).limits(limits)).init().unwrap();
    {
        let other = tracing::info_span!("other");
        let span = tracing::info_span!("work");
        (0..305).for_each(|_| {
            span.follows_from(&other);
        });
        let _entered = span.entered();
        for number in 0..1_003 {
            tracing::debug!(target: "events", number, "event");
            tracing::info!(target: "hyper", number, "of the delivery");
        }
    }
    let fields: Vec<_> = (0..205).map(|number| format!("field {number}")).collect();
    let fields: Vec<_> = fields.iter().map(|name| (name.as_str(), "value")).collect();
    block_on(manager.log(LogLevel::Info, "many fields", &fields));
    flush(&manager);
    drop(guard);

    let spans = spans(&collector.requests());
    let span = spans.iter().find(|span| span.name == "work").unwrap();
    assert_eq!((span.events.len(), span.dropped_events_count), (1_000, 3));
    assert_eq!((span.links.len(), span.dropped_links_count), (300, 5));
    let records = records(&collector.requests());
    let record = records.iter().find(|record| record.attributes.len() > 100).unwrap();
    assert_eq!((record.attributes.len(), record.dropped_attributes_count), (200, 5));
}

#[test]
fn a_limit_above_the_maximum_is_described_as_it_is_applied() {
    let settings = OtlpConfig::new()
        .resolve_with_variables([("OTEL_SPAN_EVENT_COUNT_LIMIT", "5000"), ("OTEL_SPAN_LINK_COUNT_LIMIT", "1024")])
        .unwrap();
    assert_eq!(settings.describe().value("limits.span_events"), Some("1024"));
    assert_eq!(settings.describe().value("limits.span_links"), Some("1024"));
    assert_eq!(settings.describe().value("limits.text_bytes"), Some("65536"));
    assert_eq!(settings.limits().span_events, 1_024);
    let warnings: Vec<_> = settings.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(warnings, ["`OTEL_SPAN_EVENT_COUNT_LIMIT`: the maximum is 1024, which is used instead of 5000"]);

    let limits = OtlpLimits { log_attributes: Some(1_025), ..OtlpLimits::default() };
    let error = OtlpConfig::new().limits(limits).resolve_with_variables(NONE).unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid OTLP configuration: `limits.log_attributes` is `1025`, expected a whole number from 0 to 1024"
    );
}
