//! Catalog entries of audited functions.

use attuned_telemetry_rt::catalog::AuditEntry;
use attuned_telemetry_rt::{AuditEventType, audited, catalog, observed};

mod names {
    pub(super) const LOGIN_REFUSED: &str = "login_refused";
}

/// Removes a user.
#[audited(event = StateDeleted, scope = "attuned.audit", user_id = user)]
fn remove(user: &str) {
    let _ = user;
}
const LINE: u32 = line!() - 4;

#[audited(event = "login_accepted", scope = "attuned.audit")]
async fn accept() {}

#[observed(scope = "attuned.audit", op = "refused")]
#[audited(event = names::LOGIN_REFUSED)]
fn refuse() {}

#[audited(event = AuditEventType::from("expired"), scope = "attuned.audit")]
fn vanish() {}

fn event(operation: &str) -> AuditEntry {
    let mut found: Vec<_> = catalog().audit_events.into_iter().filter(|entry| entry.operation == operation).collect();
    assert_eq!(found.len(), 1, "{operation}: {found:#?}");
    found.remove(0)
}

#[test]
fn an_entry_contains_every_option_of_the_annotation() {
    let expected = AuditEntry {
        operation: "attuned.audit.remove",
        event: "StateDeleted",
        module: module_path!(),
        file: file!(),
        line: LINE,
        doc: "Removes a user.",
    };
    assert_eq!(event("attuned.audit.remove"), expected);
}

#[test]
fn an_event_is_listed_as_written() {
    assert_eq!(event("attuned.audit.accept").event, "login_accepted");
    assert_eq!(event("attuned.audit.refused").event, "names::LOGIN_REFUSED");
    assert_eq!(event("attuned.audit.vanish").event.replace(' ', ""), "AuditEventType::from(\"expired\")");
}
