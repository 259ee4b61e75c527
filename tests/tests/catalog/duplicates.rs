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
fn what_shares_its_scope_and_name_is_shown_with_its_places() {
    let expected = Duplicate { scope: "attuned.twice", op: "get", places: vec![place(FIRST), place(SECOND)] };
    assert_eq!(catalog().duplicates(), [expected]);
}

#[test]
fn lists_in_another_order_have_the_same_duplicates() {
    let catalog = catalog();
    let operations: Vec<_> = catalog.operations.iter().rev().cloned().collect();
    let reversed = Catalog { operations, ..Catalog::default() }.duplicates();
    assert_eq!(reversed[0].places, [place(SECOND), place(FIRST)]);
    assert_eq!((reversed.len(), reversed[0].op), (1, "get"));
}
