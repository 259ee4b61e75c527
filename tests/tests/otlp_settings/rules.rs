//! Rules that concern several settings.

use std::time::Duration;

use attuned_telemetry_rt::export::otlp::{
    OtlpConfig, OtlpDescription, OtlpExporter, OtlpSampler, OtlpSetting, OtlpSignal, OtlpWarningKind,
};

use super::child::resolve;

fn describe(config: &OtlpConfig, variables: &[(&str, &str)]) -> OtlpDescription {
    config.resolve_with_variables(variables.iter().copied()).unwrap().describe().clone()
}

fn error(config: &OtlpConfig, variables: &[(&str, &str)]) -> String {
    config.resolve_with_variables(variables.iter().copied()).unwrap_err().to_string()
}

#[test]
fn without_variables_there_is_no_warning() {
    let description = describe(&OtlpConfig::new(), &[]);
    assert_eq!(description.warnings(), []);
    let names: Vec<_> = description.settings().iter().map(OtlpSetting::name).collect();
    let mut unique = names.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), names.len(), "{names:?}");
    assert_eq!(description.to_string().lines().count(), names.len());
    assert_eq!(description, describe(&OtlpConfig::new(), &[("PATH", "/bin"), ("OTEL_BSP_SCHEDULE_DELAY", "")]));
}

#[test]
fn a_disabled_sdk_sends_nothing_and_still_propagates() {
    let description = describe(&OtlpConfig::new(), &[("OTEL_SDK_DISABLED", "True"), ("OTEL_PROPAGATORS", "b3")]);
    assert_eq!(description.value("disabled"), Some("true"));
    assert_eq!(description.value("propagators"), Some("b3"));
    for signal in OtlpSignal::ALL {
        assert_eq!(description.value(&format!("{}.endpoint", signal.name())), None);
    }
}

#[test]
fn a_signal_that_is_not_exported_has_no_endpoint() {
    let config = OtlpConfig::new().exporters(OtlpSignal::Logs, []);
    let variables = [("OTEL_TRACES_EXPORTER", "none"), ("OTEL_METRICS_EXPORTER", "prometheus, OTLP,otlp")];
    let description = describe(&config, &variables);
    assert_eq!(description.value("traces.exporters"), Some("none"));
    assert_eq!(description.value("metrics.exporters"), Some("prometheus,otlp"));
    assert_eq!(description.value("logs.exporters"), Some("none"));
    assert_eq!(description.value("traces.endpoint").or(description.value("logs.endpoint")), None);
    assert_eq!(description.value("metrics.endpoint"), Some("http://localhost:4318/v1/metrics"));
}

#[test]
fn an_unknown_item_of_a_list_is_ignored_and_the_others_are_used() {
    for (variable, list, setting, used) in [
        ("OTEL_PROPAGATORS", "xray,b3,jaeger", "propagators", "b3"),
        ("OTEL_LOGS_EXPORTER", "console,prometheus", "logs.exporters", "console"),
        ("OTEL_TRACES_EXPORTER", "otlp,none", "traces.exporters", "otlp"),
        ("OTEL_PROPAGATORS", "none,b3", "propagators", "tracecontext,baggage"),
        ("OTEL_PROPAGATORS", "none", "propagators", "none"),
    ] {
        let description = describe(&OtlpConfig::new(), &[(variable, list)]);
        assert_eq!(description.value(setting), Some(used), "{list}");
        assert_eq!(description.warnings().is_empty(), list == "none", "{list}");
    }
}

#[test]
fn a_batch_is_not_larger_than_the_queue() {
    const QUEUE: &str = "OTEL_BSP_MAX_QUEUE_SIZE";
    const BATCH: &str = "OTEL_BSP_MAX_EXPORT_BATCH_SIZE";
    let small = describe(&OtlpConfig::new(), &[(QUEUE, "100")]);
    assert_eq!((small.value("traces.batch_items"), small.warnings().len()), (Some("100"), 0));
    let large = describe(&OtlpConfig::new(), &[(QUEUE, "100"), (BATCH, "101")]);
    assert_eq!((large.value("traces.batch_items"), large.warnings().len()), (Some("100"), 1));
    assert_eq!(large.warnings()[0].variable(), BATCH);
    let code = OtlpConfig::new().signal(OtlpSignal::Traces, |traces| traces.batch_items(101).queue_items(100));
    assert!(
        error(&code, &[])
            .contains("`traces.batch_items` is `101`, expected at most the size of the queue, which is 100")
    );
}

#[test]
fn wrong_values_in_code_are_one_error_that_names_each() {
    let config = OtlpConfig::new()
        .sampler(OtlpSampler::Ratio(f64::NAN))
        .timeout(Duration::ZERO)
        .metrics_interval(Duration::from_millis(99))
        .propagators(["tracecontext", "smoke"])
        .exporters(OtlpSignal::Traces, [OtlpExporter::Prometheus])
        .signal(OtlpSignal::Logs, |logs| logs.queue_items(0))
        .signal(OtlpSignal::Metrics, |metrics| metrics.queue_items(5));
    let error = error(&config, &[("OTEL_EXPORTER_OTLP_TIMEOUT", "1")]);
    for part in [
        "`sampler` is `NaN`, expected a number from 0 to 1",
        "`timeout` is `0ns`, expected at least `1ms`",
        "`metrics.interval` is `99ms`, expected at least `100ms`",
        "`propagators` is `smoke`, expected a list of `tracecontext`",
        "`traces.exporters` is `prometheus`, expected a list of `otlp`, `console`",
        "`logs.queue_items` is `0`, expected a whole number from 1",
        "`metrics.queue_items` is `5`, expected no value, because metrics have no queue",
    ] {
        assert_eq!(error.matches(part).count(), 1, "{part} in {error}");
    }
}

#[test]
fn the_argument_of_the_sampler_needs_a_sampler() {
    let alone = describe(&OtlpConfig::new(), &[("OTEL_TRACES_SAMPLER_ARG", "0.5")]);
    assert_eq!(alone.warnings()[0].kind(), OtlpWarningKind::Suspicious);
    assert_eq!(alone.value("sampler"), Some("parentbased_always_on"));
    let both = [("OTEL_TRACES_SAMPLER", "traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0.5")];
    assert_eq!(describe(&OtlpConfig::new(), &both).value("sampler.ratio"), Some("0.5"));
    let code = OtlpConfig::new().sample_rate(0.25);
    assert_eq!(describe(&code, &both).value("sampler"), Some("parentbased_traceidratio"));
    assert_eq!(describe(&code, &both).value("sampler.ratio"), Some("0.25"));
}

/// A file would replace all other variables, so it must not be ignored silently.
#[test]
fn a_configuration_file_is_a_loud_warning() {
    for variable in ["OTEL_CONFIG_FILE", "OTEL_EXPERIMENTAL_CONFIG_FILE"] {
        let resolved = resolve(&[], [(variable, "/etc/otel.yaml")]);
        assert_eq!((resolved.warned(), resolved.counted(variable)), (vec![variable.to_owned()], 1));
        assert!(resolved.log.contains("WARN") && resolved.log.contains("the file is not read"), "{}", resolved.log);
        let strict = resolve(&[], [("ATTUNED_OTLP_STRICT", "true"), (variable, "/etc/otel.yaml")]);
        assert!(strict.error().contains(variable), "{}", strict.error());
    }
}

#[test]
fn a_misspelt_variable_is_warned_of_with_the_name_that_was_meant() {
    for (wrong, meant) in [
        ("OTEL_EXPORTER_OTLP_ENDPIONT", Some("OTEL_EXPORTER_OTLP_ENDPOINT")),
        ("OTEL_EXPORTER_OTLP_HEADER", Some("OTEL_EXPORTER_OTLP_HEADERS")),
        ("OTEL_EXPORTER_OTLP_TRACE_ENDPOINT", Some("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")),
        ("OTEL_EXPORTER_OTLP_METRIC_INSECURE", Some("OTEL_EXPORTER_OTLP_METRICS_INSECURE")),
        ("OTEL_EXPORTER_OTLP_PROFILES_ENDPOINT", None),
        ("OTEL_EXPORTER_OTLP_SOMETHING_ELSE_ENTIRELY", None),
    ] {
        let description = describe(&OtlpConfig::new(), &[(wrong, "value")]);
        let messages: Vec<_> = description.warnings().iter().map(ToString::to_string).collect();
        match meant {
            Some(meant) => {
                let [message] = &messages[..] else { panic!("{messages:?}") };
                assert!(message.ends_with(&format!("did you mean `{meant}`?")), "{message}");
                assert!(error(&OtlpConfig::new().strict(true), &[(wrong, "value")]).contains(meant));
            }
            None => assert_eq!(messages, [""; 0], "{wrong}"),
        }
    }
    assert!(error(&OtlpConfig::new(), &[("ATTUNED_OTLP_ENDPIONT", "value")]).contains("`ATTUNED_OTLP_ENDPOINT`"));
}

#[test]
fn a_key_needs_its_certificate() {
    let directory = tempfile::tempdir().unwrap();
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(vec!["client".to_owned()]).unwrap();
    let [certificate, key] = ["certificate.pem", "key.pem"].map(|name| directory.path().join(name));
    std::fs::write(&certificate, cert.pem()).unwrap();
    std::fs::write(&key, signing_key.serialize_pem()).unwrap();
    let [certificate, key] = [&certificate, &key].map(|path| path.to_str().unwrap());
    let (certificate, key) =
        (("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", certificate), ("OTEL_EXPORTER_OTLP_CLIENT_KEY", key));
    for (alone, other) in [(certificate, key), (key, certificate)] {
        let warnings = describe(&OtlpConfig::new(), &[alone]).warnings().to_vec();
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(warnings[0].variable() == alone.0 && warnings[0].to_string().contains(other.0), "{warnings:?}");
    }
    assert_eq!(describe(&OtlpConfig::new(), &[certificate, key]).warnings(), []);
}

#[test]
fn warnings_below_the_level_are_counted_and_not_logged() {
    let variables = |level: &'static str| [("OTEL_BSP_SCHEDULE_DELAY", "soon"), ("OTEL_LOG_LEVEL", level)];
    for (level, lines) in [("none", 0), ("error", 0), ("warn", 1), ("trace", 1)] {
        let resolved = resolve(&[], variables(level));
        assert_eq!((resolved.log.lines().count(), resolved.counted("OTEL_BSP_SCHEDULE_DELAY")), (lines, 1), "{level}");
    }
}
