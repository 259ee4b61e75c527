//! Closures on the returned value, which run only after a success; and values that are never captured.

use std::cell::Cell;
use std::fmt;

use attuned_telemetry_rt::{AuditValue, audited};
use attuned_telemetry_tests::audit::{audit, record_of};
use attuned_telemetry_tests::panic_of;
use attuned_telemetry_tests::task::{Task, pause, run};

/// A returned value that counts how often it is read.
struct Stored<'a> {
    id: String,
    axes: Vec<&'static str>,
    asked: &'a Cell<u32>,
}

impl Stored<'_> {
    fn new(asked: &Cell<u32>) -> Stored<'_> {
        Stored { id: "new".to_owned(), axes: vec!["warmth", "depth"], asked }
    }

    fn version(&self) -> u32 {
        self.asked.set(self.asked.get() + 1);
        7
    }
}

#[test]
fn closures_receive_the_returned_value() {
    #[audited(event = StateCreated, user_id = |stored| &stored.id, axes_changed = |stored| stored.axes.iter(),
              confidence = |_| 0.5_f32, source = |_| "import", version = |stored| stored.version())]
    fn create(asked: &Cell<u32>) -> Stored<'_> {
        Stored::new(asked)
    }

    let record = record_of(|| create(&Cell::new(0)).version());
    assert_eq!(record.user_id.as_deref(), Some("new"));
    assert_eq!(record.axes_changed, ["warmth", "depth"]);
    assert_eq!((record.confidence, record.source.as_deref()), (Some(0.5), Some("import")));
    assert_eq!(record["version"], AuditValue::Unsigned(7));
}

#[test]
fn closures_receive_the_ok_value_of_a_result() {
    #[audited(event = StateCreated, user_id = |stored| stored.id.clone(), size = |stored| stored.axes.len())]
    async fn create(asked: &Cell<u32>) -> Result<Stored<'_>, fmt::Error> {
        pause().await;
        Ok(Stored::new(asked))
    }

    let record = record_of(|| run(create(&Cell::new(0))).is_ok());
    assert_eq!(record.user_id.as_deref(), Some("new"));
    assert_eq!(record["size"], AuditValue::Unsigned(2));
}

#[test]
fn closures_run_only_after_a_success() {
    #[audited(event = StateCreated, version = |stored| stored.version())]
    async fn create(asked: &Cell<u32>, fails: bool) -> Result<Stored<'_>, fmt::Error> {
        pause().await;
        if fails { Err(fmt::Error) } else { Ok(Stored::new(asked)) }
    }
    #[audited(event = StateCreated, version = |stored| stored.version())]
    fn never_created(asked: &Cell<u32>) -> Stored<'_> {
        assert_ne!(asked.get(), 0, "the closure has not run");
        Stored::new(asked)
    }

    let asked = Cell::new(0);
    let ((), events) = audit(|| {
        assert!(run(create(&asked, true)).is_err());
        drop(Task::waiting(create(&asked, false)));
        panic_of(|| never_created(&asked).id);
    });
    assert_eq!(asked.get(), 0);
    assert_eq!(events.len(), 3);
    assert!(events.iter().all(|event| event.fields.is_empty()));
    assert!(record_of(|| run(create(&asked, false)).is_ok()).fields == [("version", AuditValue::Unsigned(7))]);
    assert_eq!(asked.get(), 1);
}

#[test]
fn closure_that_panics_is_a_panic_of_the_call() {
    #[audited(event = StateCreated, first = |numbers| numbers[0])]
    fn empty() -> Vec<u8> {
        Vec::new()
    }

    let record = record_of(|| panic_of(empty));
    assert_eq!(record.outcome, attuned_telemetry_rt::Outcome::Panicked);
}

#[test]
fn custom_fields_from_closures_follow_those_from_arguments() {
    #[audited(event = StateCreated, late = |number| *number, early = number)]
    fn both(number: u8) -> u8 {
        number + 1
    }

    let record = record_of(|| both(1));
    assert_eq!(record.fields, [("early", AuditValue::Unsigned(1)), ("late", AuditValue::Unsigned(2))]);
}

/// An error whose message contains a secret.
struct Telling;

impl fmt::Debug for Telling {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("secret")
    }
}

impl fmt::Display for Telling {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("secret")
    }
}

impl std::error::Error for Telling {}

#[test]
fn only_listed_values_are_captured() {
    #[audited(event = StateUpdated, user_id = user)]
    fn login(user: &str, password: &str) -> Result<(), Telling> {
        if user == password { Ok(()) } else { Err(Telling) }
    }
    #[audited(event = StateUpdated)]
    fn boxed() -> Result<(), Box<dyn std::error::Error>> {
        Err(Box::new(Telling))
    }
    #[audited(event = StateUpdated)]
    fn text() -> Result<(), String> {
        Err("secret".to_owned())
    }
    #[audited(event = StateUpdated)]
    fn panics() {
        panic!("secret");
    }

    let (_, events) = audit(|| (login("ada", "secret"), boxed(), text(), panic_of(panics)));
    assert_eq!(events.len(), 4);
    assert_eq!(events[0].error, Some("Telling"));
    for event in events {
        let written = serde_json::to_string(&event).unwrap() + &format!("{event:?}");
        assert!(!written.contains("secret"), "{written}");
    }
}

#[test]
fn arguments_and_errors_need_no_trait() {
    struct Opaque;
    #[audited(event = StateUpdated)]
    fn opaque(argument: Opaque) -> Result<(), Opaque> {
        Err(argument)
    }

    assert_eq!(record_of(|| opaque(Opaque).is_err()).error, Some("Opaque"));
}
