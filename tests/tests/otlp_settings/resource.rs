//! The attributes of the process.

use std::collections::BTreeMap;

use attuned_telemetry_rt::export::otlp::OtlpConfig;

use super::child::resolve;

const ATTRIBUTES: &str = "OTEL_RESOURCE_ATTRIBUTES";

fn attributes(config: &OtlpConfig, variables: &[(&str, &str)]) -> BTreeMap<String, String> {
    let settings = config.resolve_with_variables(variables.iter().copied()).unwrap();
    settings.resource().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn resource_attributes_percent_decoded() {
    let read = |list: &str| {
        let mut read = attributes(&OtlpConfig::new().default_service_name("shop"), &[(ATTRIBUTES, list)]);
        read.retain(|name, _| !name.starts_with("service.") && !name.starts_with("telemetry."));
        read.into_iter().collect::<Vec<_>>()
    };
    let owned = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    assert_eq!(
        read("a=1%2C2, k%3D=100%25 ,city=K%C3%B6ln,plus=a+b,empty=,rest=x=y"),
        owned(&[("a", "1,2"), ("city", "Köln"), ("empty", ""), ("k=", "100%"), ("plus", "a+b"), ("rest", "x=y")])
    );
    // One mistake discards all.
    for wrong in ["a=1,b=%", "a=1,b=%zz", "a=1,b=%ff", "a=1,b", "a=1,=2", "a=1,%zz=2"] {
        assert_eq!(read(wrong), [], "{wrong}");
        let resolved = resolve(&[], [(ATTRIBUTES, wrong)]);
        assert_eq!((resolved.warned(), resolved.counted(ATTRIBUTES)), (vec![ATTRIBUTES.to_owned()], 1), "{wrong}");
        assert!(resolved.log.contains("`item 2: ***`"), "{}", resolved.log);
    }
}

#[test]
fn the_service_has_a_name_by_precedence() {
    let both = [("OTEL_SERVICE_NAME", "by-name"), (ATTRIBUTES, "service.name=by-attribute,service.version=7")];
    let default = OtlpConfig::new().default_service_name("package").default_service_version("1.0");
    let name = |config: &OtlpConfig, variables: &[(&str, &str)]| attributes(config, variables)["service.name"].clone();
    assert_eq!(name(&default.clone().service_name("code"), &both), "code");
    assert_eq!(name(&default.clone().resource_attribute("service.name", "code"), &both), "code");
    assert_eq!(name(&default, &both), "by-name");
    assert_eq!(name(&default, &both[1..]), "by-attribute");
    assert_eq!(name(&default, &[]), "package");
    assert!(name(&OtlpConfig::new(), &[]).starts_with("unknown_service:"));

    let version = |config: &OtlpConfig| attributes(config, &both).get("service.version").cloned();
    assert_eq!(version(&default.clone().service_version("2.0")).as_deref(), Some("2.0"));
    assert_eq!(version(&default).as_deref(), Some("7"));
    assert_eq!(attributes(&default, &[])["service.version"], "1.0");
    assert_eq!(attributes(&OtlpConfig::new(), &[]).get("service.version"), None);
}

#[test]
fn a_blank_name_in_code_is_an_error() {
    for config in [
        OtlpConfig::new().service_name(" "),
        OtlpConfig::new().default_service_name(""),
        OtlpConfig::new().resource_attribute("service.name", ""),
        OtlpConfig::new().resource_attribute("", "value"),
    ] {
        assert_eq!(config.resolve_with_variables([("", ""); 0]).unwrap_err().mistakes().len(), 1);
    }
}

#[test]
fn the_sdk_is_named_and_cannot_be_changed() {
    let config = OtlpConfig::new().resource_attribute("telemetry.sdk.name", "code");
    let read = attributes(&config, &[(ATTRIBUTES, "telemetry.sdk.language=cobol")]);
    let sdk = ["name", "language", "version"].map(|part| read[&format!("telemetry.sdk.{part}")].clone());
    assert_eq!(sdk, ["attuned-telemetry", "rust", env!("CARGO_PKG_VERSION")]);
}

#[test]
fn replicas_do_not_collide() {
    const ID: &str = "resource.service.instance.id";
    let id = |code: &[(&str, &str)], variables: &[(&str, &str)]| {
        resolve(code, variables.iter().copied()).setting(ID).unwrap()
    };
    let ids: Vec<_> = (0..4).map(|_| id(&[], &[])).collect();
    for (index, (id, source)) in ids.iter().enumerate() {
        assert_eq!((id.len(), source.as_str()), (36, "default"));
        assert!(id.as_bytes()[14] == b'4' && b"89ab".contains(&id.as_bytes()[19]), "{id}");
        assert!(!ids[..index].iter().any(|(other, _)| other == id), "{ids:?}");
    }
    // The deployment may know a better one, which stays the same after a restart.
    let given = [(ATTRIBUTES, "service.instance.id=pod-7")];
    assert_eq!(id(&[], &given), ("pod-7".into(), ATTRIBUTES.into()));
    assert_eq!(id(&[(ID, "pod-8")], &given), ("pod-8".into(), "code".into()));
    // All that one process sends has the same id.
    let config = OtlpConfig::new();
    assert_eq!(attributes(&config, &[])["service.instance.id"], attributes(&config, &[])["service.instance.id"]);
}
