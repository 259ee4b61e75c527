use attuned_telemetry_rt::observed;

struct Store;

#[observed(skip)]
impl Store {
    fn get(&self) {}

    #[observed(skip)]
    fn put(&self) {}
}

fn main() {
    Store.get();
    Store.put();
}
