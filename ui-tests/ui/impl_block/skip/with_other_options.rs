use attuned_telemetry_rt::{audited, observed};

struct Store;

#[observed]
#[audited(event = StateUpdated)]
impl Store {
    #[observed(op = "get", skip)]
    fn get(&self) {}

    #[audited(skip, user_id = "u1")]
    fn put(&self) {}
}

fn main() {
    Store.get();
    Store.put();
}
