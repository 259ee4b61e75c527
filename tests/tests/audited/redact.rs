//! Masked values: the record says that they exist, but does not contain them.

use std::collections::BTreeMap;
use std::fmt;

use attuned_telemetry_rt::{AuditValue, Outcome, audited};
use attuned_telemetry_tests::audit::record_of;

/// A value that must not be written.
struct Secret;

impl fmt::Display for Secret {
    fn fmt(&self, _formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("a masked value was written")
    }
}

fn mask() -> AuditValue {
    AuditValue::Text("[redacted]".to_owned())
}

#[test]
fn masked_values_are_written_as_redacted() {
    #[audited(event = StateUpdated, user_id = user, source = source, email = email, age = 42, redact(user_id, email))]
    fn upsert(user: &str, source: &str, email: String) -> usize {
        user.len() + source.len() + email.len()
    }

    let record = record_of(|| upsert("ada", "form", "ada@example.org".to_owned()));
    assert_eq!(record.user_id.as_deref(), Some("[redacted]"));
    assert_eq!(record.source.as_deref(), Some("form"));
    assert_eq!(record.fields, [("email", mask()), ("age", AuditValue::Signed(42))]);
    assert!(!format!("{record:?}").contains("ada"), "{record:?}");
}

#[test]
fn a_masked_value_is_never_formatted() {
    #[audited(event = StateUpdated, user_id = secret, axes_changed = [&secret], key = secret,
              redact(user_id, axes_changed, key))]
    fn upsert(secret: Secret) -> usize {
        size_of_val(&secret)
    }

    let record = record_of(|| upsert(Secret));
    assert_eq!(record.user_id.as_deref(), Some("[redacted]"));
    assert_eq!(record.axes_changed, ["[redacted]"]);
    assert_eq!(record.fields, [("key", mask())]);
}

#[test]
fn a_masked_value_needs_no_trait() {
    struct Token;

    #[audited(event = StateUpdated, source = token, token = token, redact(source, token))]
    fn upsert(token: Token) -> usize {
        size_of_val(&token)
    }

    let record = record_of(|| upsert(Token));
    assert_eq!((record.source.as_deref(), record.fields), (Some("[redacted]"), vec![("token", mask())]));
}

#[test]
fn a_none_value_is_masked() {
    #[audited(event = StateUpdated, user_id = user, redact(user_id))]
    fn upsert(user: Option<&str>) -> bool {
        user.is_some()
    }

    assert_eq!(record_of(|| upsert(None)).user_id.as_deref(), Some("[redacted]"));
}

#[test]
fn a_masked_list_is_one_item_whatever_its_length() {
    #[audited(event = StateUpdated, axes_changed = axes, redact(axes_changed))]
    fn list(axes: &[&str]) -> usize {
        axes.len()
    }
    #[audited(event = StateUpdated, axes_changed = axes.keys(), redact(axes_changed))]
    fn iterator(axes: &BTreeMap<&str, f32>) -> usize {
        axes.len()
    }

    assert_eq!(record_of(|| list(&["warmth", "calm"])).axes_changed, ["[redacted]"]);
    assert_eq!(record_of(|| list(&[])).axes_changed, [""; 0]);
    assert_eq!(record_of(|| iterator(&BTreeMap::from([("warmth", 0.5), ("calm", 0.1)]))).axes_changed, ["[redacted]"]);
}

#[test]
fn closures_can_be_masked() {
    #[audited(event = StateCreated, user_id = |user| user.as_str(), email = |user| user.len(), axes_changed = |user| [user.as_str()],
              redact(user_id, email, axes_changed))]
    fn create(user: &str) -> Result<String, fmt::Error> {
        if user.is_empty() { Err(fmt::Error) } else { Ok(user.to_owned()) }
    }

    let record = record_of(|| create("ada"));
    assert_eq!(record.user_id.as_deref(), Some("[redacted]"));
    assert_eq!(record.axes_changed, ["[redacted]"]);
    assert_eq!(record.fields, [("email", mask())]);
    // The closure did not run, so there is nothing to mask.
    let record = record_of(|| create(""));
    assert_eq!((record.outcome, record.user_id, record.fields), (Outcome::Error, None, Vec::new()));
}

#[test]
fn a_field_with_the_name_of_a_keyword_is_masked() {
    #[audited(event = StateUpdated, type = kind, redact(type))]
    fn upsert(kind: &str) -> usize {
        kind.len()
    }
    #[audited(event = StateUpdated, type = kind, redact(r#type))]
    fn update(kind: &str) -> usize {
        kind.len()
    }

    assert_eq!(record_of(|| upsert("secret")).fields, [("type", mask())]);
    assert_eq!(record_of(|| update("secret")).fields, [("type", mask())]);
}

#[test]
fn a_masked_expression_is_evaluated_like_any_other() {
    #[audited(event = StateUpdated, user_id = user.take().unwrap_or_default(), redact(user_id))]
    fn upsert(mut user: Option<String>) -> bool {
        user.is_some()
    }

    let mut returned = true;
    let record = record_of(|| returned = upsert(Some("ada".to_owned())));
    assert_eq!((record.user_id.as_deref(), returned), (Some("[redacted]"), false));
}
