use attuned_telemetry_rt::{audited, observed};

struct Store;

#[observed(metrics = false, in_flight)]
#[audited(event = StateUpdated, redact(user_id), when = changed)]
impl Store {
    fn get(&self) {}

    fn put(&self) {}
}

fn main() {
    Store.get();
    Store.put();
}
