//! Start-up, and the end. Each test needs its own process.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use attuned_telemetry_rt::TraceContext;
use attuned_telemetry_rt::adapters::{ObservabilityConfig, ObservabilityManager, OpenTelemetryAdapterFactory};
use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpSampler};
use attuned_telemetry_rt::init::{OtelConfig, TelemetryBuilder, TelemetryGuard, init_opentelemetry};
use attuned_telemetry_tests::otlp::{Fault, FaultyCollector, Protocol, Signal};
use attuned_telemetry_tests::task::block_on;
use serde_json::Value;

use crate::kit::{collector, config, count, metrics, points, records, spans};

/// Runs a case of the program with these variables, and no other ones of OpenTelemetry.
fn run(case: &str, variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_otlp-start-up"));
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("OTEL_") || name.starts_with("ATTUNED_")) {
            command.env_remove(name);
        }
    }
    command.env_remove("RUST_LOG").arg(case).envs(variables.iter().copied()).stdin(Stdio::null());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    output
}

fn lines(output: &Output) -> Vec<&str> {
    std::str::from_utf8(&output.stdout).unwrap().lines().collect()
}

fn otel(endpoint: &str, sample_rate: f64) -> OtelConfig {
    OtelConfig {
        endpoint: endpoint.to_owned(),
        service_name: "shop".to_owned(),
        service_version: "1.2.0".to_owned(),
        sample_rate,
    }
}

/// The error of a start.
fn error(endpoint: &str, sample_rate: f64) -> String {
    init_opentelemetry(otel(endpoint, sample_rate)).unwrap_err().to_string()
}

#[test]
fn a_sample_rate_that_is_no_share_is_an_error_that_names_the_value() {
    for (rate, shown) in [(10.0, "10"), (f64::NAN, "NaN"), (-0.1, "-0.1"), (f64::INFINITY, "inf")] {
        let expected = format!("invalid OTLP configuration: `sample_rate` is `{shown}`, expected a number from 0 to 1");
        assert_eq!(error("http://127.0.0.1:4318", rate), expected);
    }
}

#[test]
fn an_endpoint_that_is_no_url_is_an_error_that_names_it() {
    for endpoint in ["", " ", "collector:4318:1", "ftp://collector", "http://"] {
        let error = error(endpoint, 1.0);
        assert!(error.contains(&format!(": `endpoint` is `{endpoint}`, expected ")), "{error}");
        assert!(error.contains("http://"), "{error}");
    }
}

#[test]
fn the_old_endpoint_of_jaeger_is_an_error_that_names_the_port_of_otlp() {
    for endpoint in ["http://localhost:14268/api/traces", "http://localhost:14268", "http://jaeger/api/traces/"] {
        let created = block_on(OpenTelemetryAdapterFactory::create_jaeger(endpoint.to_owned(), "shop".to_owned()));
        let error = created.unwrap_err().to_string();
        assert!(error.contains(&format!(": `endpoint` is `{endpoint}`, expected ")), "{error}");
        assert!(error.contains("http://localhost:4318"), "{error}");
    }
    let created = OpenTelemetryAdapterFactory::create_jaeger("http://localhost:4318".to_owned(), "shop".to_owned());
    assert!(block_on(created).is_ok());
}

fn buy() {
    tracing::info_span!("buy").in_scope(|| tracing::info!("bought"));
    ::metrics::counter!("orders").increment(1);
}

/// What arrives if `buy` is called before the guard is dropped.
fn assert_delivered(guard: TelemetryGuard, collector: &FaultyCollector) {
    buy();
    drop(guard);
    let requests = collector.requests();
    assert_eq!(spans(&requests).iter().map(|span| span.name.as_str()).collect::<Vec<_>>(), ["buy"]);
    assert!(records(&requests).iter().any(|record| format!("{:?}", record.body).contains("bought")));
    assert_eq!(points(&metrics(&requests), "orders").iter().map(count).next_back(), Some(1));
}

#[test]
fn nothing_is_installed_after_an_error() {
    assert!(!error("", 1.0).is_empty());
    assert!(!error("http://127.0.0.1:4318", 10.0).is_empty());
    assert!(!tracing::dispatcher::has_been_set());
    buy();
    let collector = collector();
    let guard = init_opentelemetry(otel(&collector.endpoint(), 1.0)).unwrap();
    assert_delivered(guard, &collector);
}

#[test]
fn a_recorder_of_the_program_is_an_error_and_nothing_is_installed() {
    struct Own;

    impl ::metrics::Recorder for Own {
        fn describe_counter(&self, _: ::metrics::KeyName, _: Option<::metrics::Unit>, _: ::metrics::SharedString) {}

        fn describe_gauge(&self, _: ::metrics::KeyName, _: Option<::metrics::Unit>, _: ::metrics::SharedString) {}

        fn describe_histogram(&self, _: ::metrics::KeyName, _: Option<::metrics::Unit>, _: ::metrics::SharedString) {}

        fn register_counter(&self, _: &::metrics::Key, _: &::metrics::Metadata<'_>) -> ::metrics::Counter {
            ::metrics::Counter::noop()
        }

        fn register_gauge(&self, _: &::metrics::Key, _: &::metrics::Metadata<'_>) -> ::metrics::Gauge {
            ::metrics::Gauge::noop()
        }

        fn register_histogram(&self, _: &::metrics::Key, _: &::metrics::Metadata<'_>) -> ::metrics::Histogram {
            ::metrics::Histogram::noop()
        }
    }

    ::metrics::set_global_recorder(Own).unwrap();
    let collector = collector();
    let manager = ObservabilityManager::new();
    let builder = TelemetryBuilder::new().with_adapters(&manager);
    let error = builder.with_opentelemetry(otel(&collector.endpoint(), 0.5)).init().unwrap_err().to_string();
    assert!(error.contains("a metrics recorder"), "{error}");
    assert_eq!(*manager.config(), ObservabilityConfig::default());
    assert_eq!(block_on(manager.health()).adapters.len(), 0);
    assert!(!tracing::dispatcher::has_been_set());
}

#[test]
#[cfg(target_os = "linux")]
fn disabled_starts_no_thread_and_propagates() {
    let disabled = run("threads", &[("OTEL_SDK_DISABLED", "True")]);
    let lines = lines(&disabled);
    assert_eq!(lines[0], "0");
    // The call in this process is a hop of the trace, whose decision is handed on.
    let sent: Vec<_> = lines[1].split('-').collect();
    assert_eq!((sent[1], sent[3]), ("0af7651916cd43dd8448eb211c80319c", "01"), "{}", lines[1]);
}

#[test]
#[cfg(target_os = "linux")]
fn without_propagators_nothing_is_propagated() {
    for variables in [vec![("OTEL_SDK_DISABLED", "true")], vec![("OTEL_TRACES_EXPORTER", "none")]] {
        let none = [("OTEL_PROPAGATORS", "none"), ("OTEL_METRICS_EXPORTER", "none"), ("OTEL_LOGS_EXPORTER", "none")];
        let output = run("threads", &[variables.as_slice(), &none].concat());
        assert_eq!(lines(&output)[1], "none");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn nothing_to_export_starts_no_thread() {
    let none = ["OTEL_TRACES_EXPORTER", "OTEL_METRICS_EXPORTER", "OTEL_LOGS_EXPORTER"].map(|name| (name, "none"));
    let output = run("threads", &none);
    assert_eq!(lines(&output)[0], "0");
    assert_ne!(lines(&output)[1], "none", "the context is propagated");
}

#[test]
fn exporters_that_are_not_used_cause_a_warning() {
    let settings = OtlpConfig::new()
        .resolve_with_variables([("OTEL_LOGS_EXPORTER", "otlp,console"), ("OTEL_METRICS_EXPORTER", "prometheus")])
        .unwrap();
    let warnings: Vec<_> = settings.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "`OTEL_METRICS_EXPORTER`: `prometheus` starts no server: pass a `PrometheusExporter` to `with_metrics`, and \
             serve its pages",
            "`OTEL_LOGS_EXPORTER`: only `otlp` is used, and nothing is written to the console",
        ]
    );
}

#[test]
fn a_service_without_a_name_is_an_error() {
    for name in ["", " "] {
        let config = OtelConfig { service_name: name.to_owned(), ..otel("http://127.0.0.1:4318", 1.0) };
        let error = init_opentelemetry(config).unwrap_err().to_string();
        assert!(error.contains(&format!("`service_name` is `{name}`, expected ")), "{error}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn threads_end_with_the_guard() {
    let collector = collector();
    let enabled = run("threads", &[("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.endpoint())]);
    let lines = lines(&enabled);
    assert!(lines[0].parse::<usize>().unwrap() >= 3, "{lines:?}");
    // The process keeps what it has once: the thread that watches the others, and the clock of timeouts.
    let stay = ["otlp-start-up", "telemetry-watch", "futures-timer"];
    let left: Vec<String> = serde_json::from_str(lines[2]).unwrap();
    assert!(left.iter().all(|name| stay.contains(&name.as_str())), "{left:?}");
}

#[test]
fn a_signal_without_an_exporter_is_not_sent() {
    let collector = collector();
    let endpoint = collector.endpoint();
    run("records", &[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint), ("OTEL_TRACES_EXPORTER", "none")]);
    let sent = |signal| collector.accepted(signal).len();
    assert_eq!(sent(Signal::Traces), 0);
    assert!(sent(Signal::Metrics) > 0 && sent(Signal::Logs) > 0);
}

#[test]
fn console_prints_lines_of_otlp_json() {
    let console = ["OTEL_TRACES_EXPORTER", "OTEL_METRICS_EXPORTER", "OTEL_LOGS_EXPORTER"].map(|name| (name, "console"));
    let output = run("records", &console);
    let values: Vec<Value> = lines(&output).into_iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    for signal in ["resourceSpans", "resourceMetrics", "resourceLogs"] {
        assert!(values.iter().any(|value| value[signal].is_array()), "{signal}: {values:?}");
    }
    let text = std::str::from_utf8(&output.stdout).unwrap();
    assert!(text.contains(r#""name":"work""#) && text.contains("worked"), "{text}");
    assert!(values.iter().all(|value| value.as_object().unwrap().len() == 1));
}

#[test]
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn start_without_threads_is_an_error() {
    // 128 TiB, the whole address space of a process.
    let output = run("no-threads", &[("RUST_MIN_STACK", &(1_u64 << 47).to_string())]);
    let lines = lines(&output);
    for line in &lines[..2] {
        assert!(line.starts_with("starting a thread of an adapter failed: "), "{lines:?}");
    }
    assert_eq!(lines[2], "started", "{lines:?}");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panic"));
}

#[test]
fn the_guard_delivers_everything() {
    let collector = collector();
    let guard = TelemetryBuilder::new().with_opentelemetry(config(&collector)).init().unwrap();
    assert_delivered(guard, &collector);
}

#[test]
fn the_guard_holds_its_deadline_against_a_black_hole() {
    let collector = FaultyCollector::start(Protocol::Http, Fault::BlackHole);
    let guard = TelemetryBuilder::new().with_opentelemetry(config(&collector)).init().unwrap();
    buy();
    let begun = Instant::now();
    drop(guard);
    // In total, not for each signal. The rest is for a busy machine.
    assert!(begun.elapsed() < Duration::from_millis(5_500), "{:?}", begun.elapsed());
}

/// Whether traces are sampled: of callers that sample, of callers that do not, and of this process.
fn decisions(sampler: OtlpSampler) -> [bool; 3] {
    let collector = collector();
    let config = config(&collector).sampler(sampler);
    let _guard = TelemetryBuilder::new().with_opentelemetry(config).init().unwrap();
    let in_span = || tracing::info_span!("work").in_scope(|| TraceContext::current().unwrap().is_sampled);
    let of_caller = |flags: &str| {
        let parent = format!("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-{flags}");
        let headers = [("traceparent".to_owned(), parent)];
        attuned_telemetry_rt::propagation::Propagators::default().extract(&headers[..]).in_scope(in_span)
    };
    [of_caller("01"), of_caller("00"), in_span()]
}

#[test]
fn remote_parent_wins() {
    assert_eq!(decisions(OtlpSampler::ParentBasedRatio(0.0)), [true, false, false]);
}

#[test]
fn remote_parent_wins_if_this_process_samples_everything() {
    assert_eq!(decisions(OtlpSampler::ParentBasedAlwaysOn), [true, false, true]);
}

#[test]
fn always_off_ignores_the_caller() {
    assert_eq!(decisions(OtlpSampler::AlwaysOff), [false, false, false]);
}

#[test]
fn always_on_ignores_the_caller() {
    assert_eq!(decisions(OtlpSampler::AlwaysOn), [true, true, true]);
}

#[test]
fn a_ratio_without_parent_ignores_the_caller() {
    assert_eq!(decisions(OtlpSampler::Ratio(0.01))[..2], [false, false]);
}

#[test]
fn the_sampler_of_the_environment_is_used() {
    let collector = collector();
    let endpoint = collector.endpoint();
    run("records", &[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint), ("OTEL_TRACES_SAMPLER", "always_off")]);
    assert!(collector.accepted(Signal::Traces).is_empty());
    let disabled = OtlpConfig::new().resolve_with_variables([("OTEL_TRACES_SAMPLER", "always_off")]).unwrap();
    assert!(!disabled.follows_callers());
}
