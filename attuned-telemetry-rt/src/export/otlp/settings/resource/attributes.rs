//! Attributes of the resource from the environment.
//!
//! Source:
//! <https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable>

use std::collections::BTreeMap;

use crate::export::otlp::settings::values::{Fault, Reading, Rule, decoded, pairs};

/// A list like `name=value,name=value`, where names and values are percent-encoded. With one mistake, all of it is
/// discarded.
pub(super) struct AttributeRule;

impl Rule for AttributeRule {
    type Value = BTreeMap<String, String>;

    fn read(&self, text: &str) -> Reading<Self::Value> {
        let attributes = pairs(text).enumerate().map(|(index, pair)| {
            let fault = |number: usize| {
                let expected = "a list like `name=value,name=value`, in which `%25` stands for `%` and `%2C` for `,`";
                Fault::new(format!("item {number}: ***"), expected)
            };
            let (name, value) = pair.map_err(fault)?;
            let decoded = decoded(name).zip(decoded(value)).filter(|(name, _)| !name.is_empty());
            let (name, value) = decoded.ok_or_else(|| fault(index + 1))?;
            Ok((name.into_owned(), value.into_owned()))
        });
        attributes.collect::<Result<_, Fault>>().into()
    }

    fn shown(&self, value: &Self::Value) -> String {
        format!("{} attributes", value.len())
    }
}
