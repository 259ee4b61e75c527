use attuned_telemetry_rt::{audited, observed};

#[observed(skip)]
fn get() {}

struct Store;

impl Store {
    #[audited(skip)]
    fn put(&self) {}
}

fn main() {
    get();
    Store.put();
}
