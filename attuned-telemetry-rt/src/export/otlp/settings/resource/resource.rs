//! The attributes of the resource.
//!
//! Source: <https://opentelemetry.io/docs/specs/semconv/resource/>

use std::collections::BTreeMap;
use std::env;

use super::attributes::AttributeRule;
use super::instance_id::instance_id;
use crate::export::otlp::settings::config::OtlpConfig;
use crate::export::otlp::settings::report::OtlpSource;
use crate::export::otlp::settings::resolve::{Found, Reader, given};
use crate::export::otlp::settings::values::{Fault, Given, Rule as _, Text};

const SERVICE_NAME: &str = "service.name";
const SERVICE_VERSION: &str = "service.version";
const INSTANCE_ID: &str = "service.instance.id";

/// The attributes that say what sends. They cannot be changed.
const SDK: [(&str, &str); 3] = [
    ("telemetry.sdk.language", "rust"),
    ("telemetry.sdk.name", "attuned-telemetry"),
    ("telemetry.sdk.version", env!("CARGO_PKG_VERSION")),
];

type Attributes = BTreeMap<String, Found<String>>;

/// Returns the attributes, in alphabetical order.
pub(in crate::export::otlp::settings) fn resource(
    reader: &mut Reader<'_>,
    config: &OtlpConfig,
) -> Vec<(String, String)> {
    let mut attributes = Attributes::new();
    let mut insert = |name: &str, value: String, source| attributes.insert(name.to_owned(), (value, source));
    // From the lowest precedence to the highest.
    let unknown = config.default_service_name.is_none().then(unknown_service);
    for (name, value) in [
        (SERVICE_NAME, config.default_service_name.clone().or(unknown)),
        (SERVICE_VERSION, config.default_service_version.clone()),
        (INSTANCE_ID, Some(instance_id())),
    ] {
        value.map(|value| insert(name, value, OtlpSource::Default));
    }
    let of_environment = reader.variable("OTEL_RESOURCE_ATTRIBUTES", &AttributeRule);
    for (name, value, source) in of_environment
        .into_iter()
        .flat_map(|(attributes, source)| attributes.into_iter().map(move |(name, value)| (name, value, source)))
    {
        insert(&name, value, source);
    }
    if let Some((name, source)) = reader.variable("OTEL_SERVICE_NAME", &Text) {
        insert(SERVICE_NAME, name, source);
    }
    for (name, value) in of_code(reader, config) {
        insert(&name, value, OtlpSource::Code);
    }
    for (name, value) in SDK {
        insert(name, value.to_owned(), OtlpSource::Default);
    }
    for (name, (value, source)) in &attributes {
        reader.record(&format!("resource.{name}"), value.clone(), *source);
    }
    attributes.into_iter().map(|(name, (value, _))| (name, value)).collect()
}

/// The attributes in code that are valid.
fn of_code(reader: &mut Reader<'_>, config: &OtlpConfig) -> BTreeMap<String, String> {
    let mut attributes = config.attributes.clone();
    if attributes.remove("").is_some() {
        let fault = Fault::new("", "the name of an attribute");
        reader.code::<()>(Some(Given { field: "resource_attribute".to_owned(), value: Err(fault) }));
    }
    let OtlpConfig { service_name, service_version, default_service_name, .. } = config;
    for (field, text) in [("service_name", service_name), ("default_service_name", default_service_name)] {
        let checked = reader.code(given(&Text, [(field.to_owned(), text.clone())]));
        if let (Some((name, _)), "service_name") = (checked, field) {
            attributes.insert(SERVICE_NAME.to_owned(), name);
        }
    }
    if let Some(blank) = attributes.get(SERVICE_NAME).and_then(|name| Text.check(name.clone()).err()) {
        reader.code::<()>(Some(Given { field: SERVICE_NAME.to_owned(), value: Err(blank) }));
    }
    attributes.extend(service_version.clone().map(|version| (SERVICE_VERSION.to_owned(), version)));
    attributes
}

/// `unknown_service:` and the name of the executable.
fn unknown_service() -> String {
    let path = env::current_exe().ok();
    let name = path.as_deref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    name.map_or_else(|| "unknown_service".to_owned(), |name| format!("unknown_service:{name}"))
}
