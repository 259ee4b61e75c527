//! Secrets are never shown.

use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpPem, OtlpProtocol, OtlpSignal};
use proptest::prelude::*;

use super::child::resolve;

/// All that is shown of a configuration with these variables.
fn shown(config: &OtlpConfig, variables: &[(&str, &str)]) -> String {
    let resolved = config.resolve_with_variables(variables.iter().copied()).map_or_else(
        |error| format!("{error} {error:?}"),
        |settings| {
            let (description, warnings) = (settings.describe(), settings.warnings());
            let json = description.to_json();
            format!("{settings:?} {settings:#?} {description} {description:?} {json} {warnings:?}")
        },
    );
    let strict = config.clone().strict(true).resolve_with_variables(variables.iter().copied());
    let strict = strict.map_or_else(|error| format!("{error} {error:?}"), |_| String::new());
    format!("{config:?} {config:#?} {resolved} {strict}")
}

proptest! {
    /// Whatever surrounds a secret in a header, in a URL, or in a key. In a list of headers, a comma has to be encoded.
    #[test]
    fn secrets_are_masked(before in "[ -+\\--~é]{0,8}", after in "[ -+\\--~é]{0,8}", grpc: bool) {
        let secret = format!("{before}canary{after}");
        let headers = format!("x-key={secret}");
        let without_name = secret.replace('=', "");
        let url = format!("http://ada:{secret}@collector:4318/path");
        let query = format!("https://collector/path?key=canary{after}");
        let pem = format!("-----BEGIN PRIVATE KEY-----\n{secret}\n-----END PRIVATE KEY-----");
        let protocol = if grpc { OtlpProtocol::Grpc } else { OtlpProtocol::HttpProtobuf };
        let in_code = OtlpConfig::new().protocol(protocol).endpoint(&*url).header("x-key", &*secret);
        let files = OtlpConfig::new()
            .certificate(OtlpPem::Bytes(pem.clone().into_bytes()))
            .client_identity(OtlpPem::Bytes(pem.clone().into_bytes()), OtlpPem::Bytes(pem.clone().into_bytes()));
        let of_a_signal = OtlpConfig::new().signal(OtlpSignal::Logs, |logs| logs.endpoint(&*query).header("x", &*secret));
        let variables: [(&str, &str); 6] = [
            ("OTEL_EXPORTER_OTLP_HEADERS", &headers),
            ("OTEL_EXPORTER_OTLP_LOGS_HEADERS", &without_name),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", &url),
            ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", &query),
            ("OTEL_EXPORTER_OTLP_CLIENT_KEY", &pem),
            ("OTEL_EXPORTER_OTLP_CERTIFICATE", &pem),
        ];
        let environment = OtlpConfig::new().protocol(protocol);
        for text in [
            shown(&in_code, &[]),
            shown(&files, &[]),
            shown(&of_a_signal, &[]),
            shown(&environment, &variables),
        ] {
            prop_assert!(!text.contains("canary"), "{}", text);
        }
    }
}

#[test]
fn secrets_are_not_logged() {
    let resolved = resolve(
        &[],
        [
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=canary,x-bad=canary%"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://ada:canary@collector:4317?key=canary"),
            ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "ftp://ada:canary@collector"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ada:canary@collector"),
            ("OTEL_EXPORTER_OTLP_CLIENT_KEY", "-----BEGIN PRIVATE KEY-----canary"),
        ],
    );
    assert_eq!(resolved.log.lines().count(), 5, "{}", resolved.log);
    assert!(!resolved.all().contains("canary"), "{}", resolved.all());
}
