//! The configuration of OTLP.

use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpProtocol};

/// A protocol that is not compiled in is an error in code, and is ignored in the environment.
pub(crate) fn check() {
    let variables = [("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector")];
    let settings = OtlpConfig::new().resolve_with_variables(variables).unwrap();
    let in_code = OtlpConfig::new().protocol(OtlpProtocol::Grpc).resolve_with_variables([("", ""); 0]);
    if cfg!(feature = "otlp-grpc") {
        assert_eq!(settings.describe().value("traces.protocol"), Some("grpc"));
        assert!(in_code.is_ok());
        return;
    }
    assert_eq!(settings.describe().value("traces.endpoint"), Some("http://collector/v1/traces"));
    let expected = "`http/protobuf` or `http/json`, because the feature `otlp-grpc` is not enabled";
    let warning = format!("`OTEL_EXPORTER_OTLP_PROTOCOL` is `grpc`, expected {expected}; it is ignored");
    assert_eq!(settings.warnings().iter().map(ToString::to_string).collect::<Vec<_>>(), [warning]);
    let error = in_code.unwrap_err().to_string();
    assert_eq!(error, format!("invalid OTLP configuration: `protocol` is `grpc`, expected {expected}"));
}
