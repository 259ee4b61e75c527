//! Any environment.

use std::collections::BTreeSet;

use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpWarning, OtlpWarningKind};
use proptest::prelude::*;

/// Values that are good for some variable, and some that are good for none.
static GOOD: &[&str] = &[
    "true",
    "0",
    "1",
    "128",
    "0.5",
    "grpc",
    "otlp,none",
    "gzip",
    "a=b,c=%41",
    "http://[::1]:1/a?b",
    "x:1",
    "delta",
    "b3,xray",
    "traceidratio",
    "/",
    "%",
    "=",
    ",,",
    "http://a@b@c",
    "http://:1",
    "-1",
    "1e400",
    "NaN",
    "\u{feff}",
];

/// A variable that is known, and values that are good for one of them.
fn variable() -> impl Strategy<Value = (String, String)> {
    let names: Vec<_> = OtlpConfig::variables().map(|variable| variable.name().to_owned()).collect();
    let value = prop_oneof![proptest::sample::select(GOOD).prop_map(str::to_owned), ".*"];
    (proptest::sample::select(names), value)
}

proptest! {
    /// `OTEL_*` variables never prevent the start, unless the configuration is strict. Then there is an error exactly if
    /// there would be a warning about a mistake.
    #[test]
    fn any_environment_is_resolved(given in proptest::collection::vec(variable(), 0..12)) {
        let otel: Vec<_> = given.iter().filter(|(name, _)| name.starts_with("OTEL_")).cloned().collect();
        let settings = OtlpConfig::new().resolve_with_variables(otel.clone()).unwrap();
        let set: BTreeSet<_> = otel.iter().map(|(name, _)| name.as_str()).collect();
        for setting in settings.describe().settings() {
            let source = setting.source().to_string();
            prop_assert!(source == "default" || set.contains(&*source), "{:?}", setting);
        }
        let is_mistake = |warning: &&OtlpWarning| warning.kind() != OtlpWarningKind::Suspicious;
        let mistakes = settings.warnings().iter().filter(is_mistake).count();
        let strict = OtlpConfig::new().strict(true).resolve_with_variables(otel);
        prop_assert_eq!(strict.map_or_else(|error| error.mistakes().len(), |_| 0), mistakes);
    }
}
