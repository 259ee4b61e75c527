//! Places of annotations: each is listed once, whether it is called or not.

use attuned_telemetry_rt::{audited, catalog, observed};

use super::operation;

struct Pair<T>(T, T);

impl<T: Clone> Pair<T> {
    #[observed]
    fn of_generic_type(&self) -> T {
        self.0.clone()
    }

    #[observed]
    fn of_two_generics<U>(&self, other: U) -> (T, U) {
        (self.1.clone(), other)
    }
}

trait Shape {
    #[observed]
    fn by_default(&self) -> u8 {
        4
    }

    #[observed]
    async fn later_by_default(&self) {}
}

impl Shape for u8 {}
impl Shape for u16 {}

#[observed]
impl Pair<u8> {
    fn in_a_block(&self) {}

    #[observed(op = "named_in_a_block", slow = "1s")]
    fn other_in_a_block(&self) {}

    #[observed(skip)]
    fn skipped_in_a_block(&self) {}
}

mod hidden {
    #[attuned_telemetry_rt::observed]
    pub(super) fn in_a_module() {}
}

#[observed]
#[track_caller]
fn asks_who_called() {}

#[observed]
fn opaque() -> impl Fn() -> u8 {
    || 1
}

#[test]
fn a_generic_function_has_one_entry() {
    assert_eq!(Pair(1, 2).of_generic_type(), 1);
    assert_eq!(Pair("a", "b").of_generic_type(), "a");
    assert_eq!(Pair(1, 2).of_two_generics("c"), (2, "c"));
    operation("of_generic_type");
    operation("of_two_generics");
}

#[test]
fn default_methods_have_one_entry() {
    assert_eq!((1_u8.by_default(), 2_u16.by_default()), (4, 4));
    operation("by_default");
    operation("later_by_default");
}

#[test]
fn methods_of_a_block_are_listed_unless_skipped() {
    let (first, other) = (operation("in_a_block"), operation("named_in_a_block"));
    assert!(first.line < other.line, "{first:#?} {other:#?}");
    assert!(other.slow.is_some());
    assert!(catalog().operations.iter().all(|entry| entry.op != "skipped_in_a_block"));
}

#[test]
fn every_other_location_is_listed() {
    #[observed]
    fn inside_of_a_function() {}
    let closure = || {
        #[observed]
        fn inside_of_a_closure() {}
    };
    closure();
    operation("inside_of_a_function");
    operation("inside_of_a_closure");
    operation("asks_who_called");
    operation("opaque");
    assert_eq!(operation("in_a_module").module, concat!(module_path!(), "::hidden"));
}

#[observed(crate = attuned_telemetry_rt)]
#[audited(event = StateCreated, crate = attuned_telemetry_rt)]
fn by_path() {}

#[test]
fn the_runtime_can_be_given_by_path() {
    operation("by_path");
    assert!(catalog().audit_events.iter().any(|entry| entry.operation == "attuned.telemetry.tests.by_path"));
}
