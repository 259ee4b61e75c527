// Fields and labels: 0; annotated methods: 2

use attuned_telemetry_rt::{audited, observed};

struct Store;

#[observed(scope = "attuned.store")]
#[audited(event = StateDeleted)]
impl Store {
    fn clear(&self) {}
}

fn main() {}
