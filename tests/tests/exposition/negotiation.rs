//! Content negotiation of scrapes.

use attuned_telemetry_rt::export::prometheus::Format;

/// `Accept` of Prometheus 2.42.
const PROMETHEUS_2: &str = "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

/// The same with native histograms.
pub(crate) const PROMETHEUS_2_PROTOBUF: &str = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,\
     application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,\
     text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

/// `Accept` of Prometheus 3.
const PROMETHEUS_3: &str = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,\
     application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,\
     text/plain;version=0.0.4;q=0.2,*/*;q=0.1";

/// The same with protobuf first.
const PROMETHEUS_3_PROTOBUF: &str = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,\
     application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,\
     text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1";

#[test]
fn a_scraper_gets_the_format_that_it_accepts() {
    use Format::{OpenMetrics, OpenMetricsDraft, Protobuf, Text};
    let table = [
        (PROMETHEUS_2, OpenMetrics),
        (PROMETHEUS_2_PROTOBUF, Protobuf),
        (PROMETHEUS_3, OpenMetrics),
        (PROMETHEUS_3_PROTOBUF, Protobuf),
        ("", Text),
        ("*/*", Text),
        ("text/*", Text),
        ("text/plain", Text),
        ("text/plain; version=0.0.4; charset=utf-8", Text),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Text),
        ("application/openmetrics-text", OpenMetrics),
        ("Application/OpenMetrics-Text ; Version = \"1.0.0\" ; Q = 1.0", OpenMetrics),
        ("application/openmetrics-text;version=1.0.0", OpenMetrics),
        ("application/openmetrics-text;version=0.0.1", OpenMetricsDraft),
        (
            "application/openmetrics-text;version=0.0.1;q=0.9,application/openmetrics-text;version=1.0.0;q=0.1",
            OpenMetricsDraft,
        ),
        ("application/openmetrics-text;version=2.0.0", Text),
        ("application/openmetrics-text;version=2.0.0,application/openmetrics-text;version=1.0.0;q=0.1", OpenMetrics),
        ("application/*", OpenMetrics),
        ("text/plain;q=0.5,application/openmetrics-text;q=0.5", Text),
        ("application/openmetrics-text;q=0.5,text/plain;q=0.5", OpenMetrics),
        ("text/plain;q=0.4,application/openmetrics-text;q=0.5", OpenMetrics),
        ("*/*,application/openmetrics-text;q=0.5", Text),
        ("*/*,text/plain;q=0,application/openmetrics-text;q=0.5", Protobuf),
        ("application/openmetrics-text;q=0,*/*;q=0.1", Text),
        ("application/openmetrics-text;q=0", Text),
        ("*/*;q=0", Text),
        ("application/vnd.google.protobuf", Protobuf),
        ("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text", Text),
        ("application/vnd.google.protobuf;proto=another.Message;encoding=delimited", Text),
        ("application/json", Text),
        ("nonsense", Text),
        (";;,,=,q=;/", Text),
        ("application/openmetrics-text;q=many", Text),
        ("application/openmetrics-text;q=-1,text/plain;q=0.1", Text),
        ("größe/ütf;q=1", Text),
    ];
    for (accept, expected) in table {
        assert_eq!(Format::accepted(accept), expected, "{accept}");
    }
}

#[test]
fn a_response_has_its_content_type() {
    assert_eq!(Format::Text.content_type(), "text/plain; version=0.0.4; charset=utf-8");
    assert_eq!(Format::OpenMetrics.content_type(), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    assert_eq!(Format::OpenMetricsDraft.content_type(), "application/openmetrics-text; version=0.0.1; charset=utf-8");
    assert_eq!(
        Format::Protobuf.content_type(),
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
    );
}
