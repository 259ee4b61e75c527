//! The rows of variables that no signal has of its own.

use super::row::Row;

/// Returns the rows.
pub(crate) fn rows() -> Vec<Row> {
    [general(), batches(), metrics(), limits()].concat()
}

fn general() -> Vec<Row> {
    let unknown = format!("unknown_service:otlp-settings{}", std::env::consts::EXE_SUFFIX);
    let exporters = |signal: &str| {
        let (variable, setting) = (format!("OTEL_{}_EXPORTER", signal.to_uppercase()), format!("{signal}.exporters"));
        let row = Row::new(&variable, &setting, ("None", "none"), "zipkin", "otlp");
        row.code(&setting, "console", "console")
    };
    let attributes = "resource.deployment.environment.name";
    let mut service_name = Row::new("OTEL_SERVICE_NAME", "resource.service.name", ("shop", "shop"), "", &unknown)
        .general("OTEL_RESOURCE_ATTRIBUTES", "service.name=till", "till")
        .code("service_name", "kiosk", "kiosk");
    service_name.bad = None;
    let resource = Row {
        default: None,
        ..Row::new(
            "OTEL_RESOURCE_ATTRIBUTES",
            attributes,
            ("a=b,deployment.environment.name=pro%64", "prod"),
            "a=b,deployment.environment.name=pro%",
            "",
        )
    };
    vec![
        Row::new("OTEL_SDK_DISABLED", "disabled", ("TRUE", "true"), "1", "false").code("disabled", "false", "false"),
        service_name,
        resource.code(attributes, "test", "test"),
        Row::new("OTEL_LOG_LEVEL", "log_level", ("DEBUG", "debug"), "verbose", "info").code(
            "log_level",
            "error",
            "error",
        ),
        Row::new(
            "OTEL_PROPAGATORS",
            "propagators",
            ("B3, b3,tracecontext", "b3,tracecontext"),
            "xray",
            "tracecontext,baggage",
        )
        .code("propagators", "b3multi", "b3multi"),
        Row::new(
            "OTEL_TRACES_SAMPLER",
            "sampler",
            ("Always_On", "always_on"),
            "jaeger_remote",
            "parentbased_always_on",
        )
        .code("sampler", "always_off", "always_off"),
        Row::new("OTEL_TRACES_SAMPLER_ARG", "sampler.ratio", ("0.25", "0.25"), "1.5", "1")
            .with("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")
            .code("sample_rate", "0.5", "0.5"),
        exporters("traces"),
        exporters("metrics"),
        exporters("logs"),
        Row::new(
            "ATTUNED_OTLP_ENDPOINT",
            "traces.endpoint",
            ("http://own:1", "http://own:1/v1/traces"),
            "own:1",
            "http://localhost:4318/v1/traces",
        )
        .general("OTEL_EXPORTER_OTLP_ENDPOINT", "http://general:2", "http://general:2/v1/traces")
        .code("endpoint", "http://code:3", "http://code:3/v1/traces"),
        Row::new("ATTUNED_OTLP_STRICT", "strict", ("true", "true"), "yes", "false").code("strict", "false", "false"),
    ]
}

fn batches() -> Vec<Row> {
    let timeout = |variable: &str, setting: &str| {
        Row::new(variable, setting, ("0", "no timeout"), "-1", "30s").code(setting, "7000", "7s")
    };
    let queue = |prefix: &str, signal: &str, delay: &str| {
        let setting = |option: &str| format!("{signal}.{option}");
        let (delays, queue, batch) = (setting("batch_delay"), setting("queue_items"), setting("batch_items"));
        vec![
            Row::new(&format!("{prefix}_SCHEDULE_DELAY"), &delays, ("250", "250ms"), "1s", delay)
                .code(&delays, "750", "750ms"),
            timeout(&format!("{prefix}_EXPORT_TIMEOUT"), &setting("export_timeout")),
            Row::new(&format!("{prefix}_MAX_QUEUE_SIZE"), &queue, ("4096", "4096"), "0", "2048")
                .code(&queue, "1024", "1024"),
            Row::new(&format!("{prefix}_MAX_EXPORT_BATCH_SIZE"), &batch, ("128", "128"), "2049", "512")
                .code(&batch, "64", "64"),
        ]
    };
    let interval = Row::new("OTEL_METRIC_EXPORT_INTERVAL", "metrics.interval", ("5000", "5s"), "99", "60s");
    let metrics = vec![
        interval.code("metrics.interval", "2000", "2s"),
        timeout("OTEL_METRIC_EXPORT_TIMEOUT", "metrics.export_timeout"),
    ];
    [queue("OTEL_BSP", "traces", "5s"), queue("OTEL_BLRP", "logs", "1s"), metrics].concat()
}

fn metrics() -> Vec<Row> {
    vec![
        Row::new(
            "OTEL_METRICS_EXEMPLAR_FILTER",
            "metrics.exemplar_filter",
            ("Always_Off", "always_off"),
            "on",
            "trace_based",
        )
        .code("exemplar_filter", "", "trace_based"),
        Row::new(
            "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
            "metrics.temporality",
            ("LowMemory", "lowmemory"),
            "low",
            "cumulative",
        )
        .code("temporality", "delta", "delta"),
        Row::new(
            "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
            "metrics.aggregation",
            ("BASE2_exponential_bucket_histogram", "base2_exponential_bucket_histogram"),
            "drop",
            "explicit_bucket_histogram",
        )
        .code("aggregation", "", "explicit_bucket_histogram"),
    ]
}

fn limits() -> Vec<Row> {
    let general = |variable: &str, setting: &str, code: &str, default: &str| {
        Row::new(variable, setting, ("7", "7"), "-1", default).code(code, "9", "9")
    };
    let own =
        |variable: &str, setting: &str| Row::new(variable, setting, ("0", "0"), "many", "128").code(setting, "9", "9");
    let count = |variable: &str, setting: &str| own(variable, setting).general("OTEL_ATTRIBUTE_COUNT_LIMIT", "8", "8");
    let length = |variable: &str, setting: &str| {
        let row = Row::new(variable, setting, ("0", "0"), "2147483648", "no limit").code(setting, "9", "9");
        row.general("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "8", "8")
    };
    vec![
        general("OTEL_ATTRIBUTE_COUNT_LIMIT", "limits.log_attributes", "limits.attributes", "128"),
        general("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "limits.log_value_length", "limits.value_length", "no limit"),
        count("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "limits.span_attributes"),
        length("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "limits.span_value_length"),
        own("OTEL_SPAN_EVENT_COUNT_LIMIT", "limits.span_events"),
        own("OTEL_SPAN_LINK_COUNT_LIMIT", "limits.span_links"),
        count("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "limits.event_attributes"),
        count("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "limits.link_attributes"),
        count("OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT", "limits.log_attributes"),
        length("OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT", "limits.log_value_length"),
    ]
}
