//! URLs.

use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpProtocol, OtlpSettings, OtlpSignal};

const GENERAL: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
const OWN: &str = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
const DEFAULT: &str = "http://localhost:4318/v1/traces";

fn resolve(variables: &[(&str, &str)]) -> OtlpSettings {
    OtlpConfig::new().resolve_with_variables(variables.iter().copied()).unwrap()
}

fn endpoint(variables: &[(&str, &str)]) -> String {
    resolve(variables).describe().value("traces.endpoint").unwrap().to_owned()
}

#[test]
fn the_path_of_the_signal_is_appended_to_the_general_url() {
    for (url, expected) in [
        ("http://collector:4318", "http://collector:4318/v1/traces"),
        ("http://collector:4318/", "http://collector:4318/v1/traces"),
        ("http://collector:4318//", "http://collector:4318/v1/traces"),
        ("https://collector", "https://collector/v1/traces"),
        ("HTTPS://Collector/Otlp", "https://Collector/Otlp/v1/traces"),
        ("https://collector/prefix", "https://collector/prefix/v1/traces"),
        ("https://collector/prefix/", "https://collector/prefix/v1/traces"),
        ("https://collector/v1/traces", "https://collector/v1/traces/v1/traces"),
        ("https://collector/prefix?tenant=secret", "https://collector/prefix/v1/traces?***"),
        ("https://collector/#part", "https://collector/v1/traces"),
        ("http://ada:secret@collector", "http://***@collector/v1/traces"),
        ("http://[::1]:4318", "http://[::1]:4318/v1/traces"),
        ("http://[2001:db8::1]/prefix", "http://[2001:db8::1]/prefix/v1/traces"),
        ("  http://collector:4318  ", "http://collector:4318/v1/traces"),
    ] {
        assert_eq!(endpoint(&[(GENERAL, url)]), expected, "{url}");
    }
}

#[test]
fn the_url_of_a_signal_is_used_as_it_is() {
    for (url, expected) in [
        ("http://collector:4318/v1/traces", "http://collector:4318/v1/traces"),
        ("http://collector:4318/v1/traces/", "http://collector:4318/v1/traces/"),
        ("http://collector:4318", "http://collector:4318/"),
        ("http://collector:4318/", "http://collector:4318/"),
        ("https://collector/a//b?key=secret", "https://collector/a//b?***"),
        ("https://ada@collector/a", "https://***@collector/a"),
        ("http://[::1]:1/a", "http://[::1]:1/a"),
    ] {
        assert_eq!(endpoint(&[(OWN, url)]), expected, "{url}");
    }
}

#[test]
fn a_text_that_is_not_a_url_is_ignored_with_a_warning() {
    for url in [
        "collector",
        "collector:4318",
        "collector:4318/v1/traces",
        "//collector",
        "/v1/traces",
        "ftp://collector",
        "unix:///socket",
        "http://",
        "http:///path",
        "http://:4318",
        "http://collector:port",
        "http://collector:65536",
        "http://collector:0",
        "http://collector:",
        "http://a b",
        "http://ada%zz:secret@collector",
    ] {
        for variable in [GENERAL, OWN] {
            let settings = resolve(&[(variable, url)]);
            assert_eq!(settings.describe().value("traces.endpoint"), Some(DEFAULT), "{url}");
            let warnings: Vec<_> = settings.warnings().iter().map(ToString::to_string).collect();
            assert_eq!(warnings.len(), 1, "{warnings:?}");
            assert!(warnings[0].contains(&format!("`{variable}` is `")) && !warnings[0].contains("secret"));
        }
    }
}

#[test]
fn the_scheme_of_a_grpc_endpoint_is_optional() {
    let grpc = |url: &str, insecure: &str| {
        endpoint(&[("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), (GENERAL, url), ("OTEL_EXPORTER_OTLP_INSECURE", insecure)])
    };
    for (url, insecure, expected) in [
        ("", "", "http://localhost:4317"),
        ("collector:4317", "", "https://collector:4317/"),
        ("collector:4317", "true", "http://collector:4317/"),
        ("collector", "true", "http://collector/"),
        ("[::1]:4317", "false", "https://[::1]:4317/"),
        // The scheme takes precedence.
        ("http://collector:4317", "false", "http://collector:4317/"),
        ("https://collector:4317/prefix?a=b", "true", "https://collector:4317/"),
    ] {
        assert_eq!(grpc(url, insecure), expected, "{url} {insecure}");
    }
}

#[test]
fn a_url_in_code_is_a_base_and_that_of_a_signal_is_not() {
    let config = OtlpConfig::new()
        .endpoint("http://collector:4318/prefix/")
        .signal_endpoint(OtlpSignal::Logs, "http://logs:1/as/it/is");
    let settings = config.resolve_with_variables([(GENERAL, "http://other"), (OWN, "http://other")]).unwrap();
    let description = settings.describe();
    assert_eq!(description.value("traces.endpoint"), Some("http://collector:4318/prefix/v1/traces"));
    assert_eq!(description.value("metrics.endpoint"), Some("http://collector:4318/prefix/v1/metrics"));
    assert_eq!(description.value("logs.endpoint"), Some("http://logs:1/as/it/is"));
}

#[test]
fn a_wrong_url_in_code_is_an_error_that_names_the_field() {
    let config = OtlpConfig::new().endpoint("collector:4318").signal_endpoint(OtlpSignal::Logs, "ftp://logs");
    let error = config.resolve_with_variables([("", ""); 0]).unwrap_err();
    let fields: Vec<_> = error.mistakes().iter().map(|mistake| (mistake.field(), mistake.value())).collect();
    assert_eq!(fields, [("endpoint", "collector:4318"), ("logs.endpoint", "ftp://logs")]);
    assert!(error.to_string().contains("expected a URL such as `http://localhost:4318`"), "{error}");
}

#[test]
fn ports_and_paths_that_are_probably_mistakes_are_warned_of() {
    let warnings = |variables: &[(&str, &str)]| -> Vec<String> {
        resolve(variables).warnings().iter().map(ToString::to_string).collect()
    };
    let http = warnings(&[(GENERAL, "http://collector:4317")]);
    assert!(
        matches!(&http[..], [one] if one.starts_with("`OTEL_EXPORTER_OTLP_ENDPOINT`: collectors usually accept gRPC on port 4317")),
        "{http:?}"
    );
    let grpc = warnings(&[("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), (GENERAL, "http://collector:4318")]);
    assert!(matches!(&grpc[..], [one] if one.contains("collectors usually accept HTTP on port 4318")), "{grpc:?}");
    let bare = warnings(&[(OWN, "http://collector:4318")]);
    assert!(
        matches!(&bare[..], [one] if one.starts_with("`OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`: ") && one.contains("`/v1/traces`")),
        "{bare:?}"
    );
    let twice = warnings(&[(GENERAL, "https://collector/v1/traces")]);
    assert!(matches!(&twice[..], [one] if one.contains("it should not end with one of them")), "{twice:?}");
    for quiet in ["http://collector:4318", "https://collector", "https://collector/v1/"] {
        assert_eq!(warnings(&[(GENERAL, quiet)]), [""; 0]);
    }
    let in_code = OtlpConfig::new().protocol(OtlpProtocol::Grpc).endpoint("http://collector:4318");
    let settings = in_code.resolve_with_variables([("", ""); 0]).unwrap();
    assert_eq!(settings.warnings().len(), 1);
    assert_eq!(settings.warnings()[0].variable(), "endpoint");
}
