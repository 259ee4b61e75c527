//! `#[audited]` on an `impl` block.

use attuned_telemetry_rt::{AuditEvent, AuditValue, Outcome, audited};
use attuned_telemetry_tests::audit::{audit, record_of};

struct Store;

#[audited(event = StateUpdated, scope = "attuned.store", user_id = user, source = "api", tries = 1, redact(user_id))]
impl Store {
    fn upsert(&self, user: &str) -> Result<usize, std::fmt::Error> {
        if user.is_empty() { Err(std::fmt::Error) } else { Ok(user.len()) }
    }

    #[audited(event = StateDeleted, op = "forget", source = "admin", reason = reason)]
    fn delete(&self, user: &str, reason: &str) -> usize {
        user.len() + reason.len()
    }

    #[audited(email = email, redact(email))]
    fn invite(&self, user: &str, email: &str) -> usize {
        user.len() + email.len()
    }

    #[audited(skip)]
    const fn len(&self) -> usize {
        0
    }
}

fn names(record: &AuditEvent) -> (&str, &str) {
    (record.event_type.as_str(), &record.operation)
}

#[test]
fn every_method_writes_a_record() {
    let record = record_of(|| Store.upsert("ada"));
    assert_eq!(names(&record), ("state_updated", "attuned.store.upsert"));
    assert_eq!(record.user_id.as_deref(), Some("[redacted]"));
    assert_eq!(record.source.as_deref(), Some("api"));
    assert_eq!(record.fields, [("tries", AuditValue::Signed(1))]);
    assert_eq!(record_of(|| Store.upsert("")).outcome, Outcome::Error);
}

#[test]
fn options_of_a_method_override_those_of_the_block() {
    let record = record_of(|| Store.delete("ada", "asked"));
    assert_eq!(names(&record), ("state_deleted", "attuned.store.forget"));
    assert_eq!(record.source.as_deref(), Some("admin"));
    let fields = [("reason", AuditValue::Text("asked".to_owned())), ("tries", AuditValue::Signed(1))];
    assert_eq!(record.fields, fields);
}

#[test]
fn values_masked_by_the_block_stay_masked() {
    let record = record_of(|| Store.invite("ada", "ada@example.org"));
    assert_eq!(record.user_id.as_deref(), Some("[redacted]"));
    assert_eq!(record.fields[0], ("email", AuditValue::Text("[redacted]".to_owned())));
}

#[test]
fn skipped_methods_write_no_record() {
    assert_eq!(audit(|| Store.len()), (0, Vec::new()));
}

#[test]
fn each_method_can_have_its_own_event() {
    struct Users;

    #[audited(user_id = user, when = changed, axes_changed = [user; 0])]
    impl Users {
        #[audited(event = StateCreated, when = always)]
        fn create(user: &str) -> usize {
            user.len()
        }

        #[audited(event = StateDeleted)]
        fn delete(user: &str) -> usize {
            user.len()
        }
    }

    assert_eq!(record_of(|| Users::create("ada")).event_type.as_str(), "state_created");
    assert_eq!(audit(|| Users::delete("ada")).1, []);
}
