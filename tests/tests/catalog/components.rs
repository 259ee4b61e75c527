//! Catalog entries of components.

use attuned_telemetry_rt::catalog::ComponentEntry;
use attuned_telemetry_rt::{HealthCheck, catalog};

/// Keeps snapshots
/// in memory.
#[derive(Clone, HealthCheck)]
#[health(name = "store_of_catalog")]
struct MemoryStore<C> {
    #[health(optional)]
    qdrant: C,
    #[health(name = "data", degraded_above = 3)]
    size: u32,
    cache: Vec<u8>,
}
const LINE: u32 = line!() - 9;

#[derive(HealthCheck)]
enum CatalogedEnum {
    Memory,
    Disk {
        #[health(degraded_above = 3)]
        used: u32,
    },
    Remote(#[health(degraded_above = 3)] u32),
    Both {
        #[health(degraded_above = 4)]
        used: u32,
    },
}

fn component(name: &str) -> ComponentEntry {
    let mut found: Vec<_> = catalog().components.into_iter().filter(|entry| entry.name == name).collect();
    assert_eq!(found.len(), 1, "{name}: {found:#?}");
    found.remove(0)
}

#[test]
fn an_entry_contains_every_option_of_the_derive() {
    let expected = ComponentEntry {
        name: "store_of_catalog",
        type_name: "MemoryStore",
        parts: &["qdrant", "data"],
        module: module_path!(),
        file: file!(),
        line: LINE,
        doc: "Keeps snapshots in memory.",
    };
    assert_eq!(component("store_of_catalog"), expected);
}

#[test]
fn parts_of_all_variants_are_listed_once() {
    let entry = component("cataloged_enum");
    assert_eq!((entry.type_name, entry.parts, entry.doc), ("CatalogedEnum", ["used", "0"].as_slice(), ""));
}
