//! Operations with the same name.

use attuned_telemetry_rt::catalog::{Catalog, Duplicate, Place};
use attuned_telemetry_rt::{catalog, observed};

struct First;
struct Second;

impl First {
    #[observed(scope = "attuned.twice", op = "get")]
    fn get(&self) {}
}
const FIRST: u32 = line!() - 3;

impl Second {
    #[observed(scope = "attuned.twice", op = "get")]
    fn get(&self) {}
}
const SECOND: u32 = line!() - 3;

#[observed(scope = "attuned.once", op = "get")]
fn get() {}

fn place(line: u32) -> Place {
    Place { module: module_path!(), file: file!(), line }
}

#[test]
fn operations_with_the_same_scope_and_name_are_listed_with_their_locations() {
    let expected = Duplicate { scope: "attuned.twice", op: "get", places: vec![place(FIRST), place(SECOND)] };
    assert_eq!(catalog().duplicates(), [expected]);
}

#[test]
fn duplicates_do_not_depend_on_the_order() {
    let catalog = catalog();
    let operations: Vec<_> = catalog.operations.iter().rev().cloned().collect();
    let reversed = Catalog { operations, ..Catalog::default() }.duplicates();
    assert_eq!(reversed[0].places, [place(SECOND), place(FIRST)]);
    assert_eq!((reversed.len(), reversed[0].op), (1, "get"));
}
