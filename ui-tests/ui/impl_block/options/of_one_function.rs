use attuned_telemetry_rt::{audited, observed};

struct Store;

#[observed(op = "upsert", span = "attuned.store.upsert", fields(user))]
#[audited(event = StateUpdated, op = "upsert")]
impl Store {
    fn get(&self) {}

    fn put(&self) {}
}

fn main() {
    Store.get();
    Store.put();
}
