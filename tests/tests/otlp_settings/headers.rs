//! Headers of requests.

use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpSignal};

use super::child::resolve;

const HEADERS: &str = "OTEL_EXPORTER_OTLP_HEADERS";
const TRACES_HEADERS: &str = "OTEL_EXPORTER_OTLP_TRACES_HEADERS";

/// The headers in code replace those of the environment, so a key for one collector is not sent to another one.
#[test]
fn code_beats_env_headers() {
    let variables = [(HEADERS, "x-key=environment,x-other=1"), (TRACES_HEADERS, "x-key=traces")];
    let settings = OtlpConfig::new()
        .header("X-Key", "code")
        .signal(OtlpSignal::Logs, |logs| logs.header("x-logs", "code"))
        .resolve_with_variables(variables)
        .unwrap();
    let description = settings.describe();
    assert_eq!(description.value("traces.headers"), Some("x-key: ***"));
    assert_eq!(description.value("logs.headers"), Some("x-logs: ***"));
    let environment = OtlpConfig::new().resolve_with_variables(variables).unwrap();
    assert_eq!(environment.describe().value("traces.headers"), Some("x-key: ***"));
    assert_eq!(environment.describe().value("logs.headers"), Some("x-key: ***, x-other: ***"));
}

#[test]
fn invalid_header_is_reported_by_name_not_value() {
    let list = "x-good=1,x-bad=can%0Aary,x-escape=canary%,host=canary,bad name=canary,canary";
    let resolved = resolve(&[], [(HEADERS, list)]);
    assert_eq!(resolved.setting("logs.headers"), Some(("x-good: ***".into(), HEADERS.into())));
    for name in ["x-bad", "x-escape", "host", "item 5", "item 6"] {
        let line = format!("`{HEADERS}` is `{name}: ***`, expected ");
        assert_eq!(resolved.log.matches(&line).count(), 1, "{name}: {}", resolved.log);
    }
    assert_eq!(resolved.counted(HEADERS), 5);
    assert!(!resolved.all().contains("canary"), "{}", resolved.all());
    let strict = resolve(&[("strict", "true")], [(HEADERS, list)]);
    assert!(strict.error().contains("`x-bad: ***`") && !strict.all().contains("canary"), "{}", strict.error());
}

#[test]
fn an_invalid_header_in_code_is_an_error_without_its_value() {
    for (name, value, shown) in [
        ("x-key", "can\nary", "x-key: ***"),
        ("Content-Type", "canary", "content-type: ***"),
        ("canary\n", "", "item 1: ***"),
    ] {
        let error = OtlpConfig::new().header(name, value).resolve_with_variables([("", ""); 0]).unwrap_err();
        assert_eq!((error.mistakes()[0].field(), error.mistakes()[0].value()), ("headers", shown));
        assert!(!format!("{error} {error:?}").contains("ary"), "{error}");
    }
}
