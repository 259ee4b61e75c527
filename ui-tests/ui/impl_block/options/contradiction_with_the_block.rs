use attuned_telemetry_rt::observed;

struct Store;

#[observed(span = false)]
impl Store {
    fn get(&self) {}

    #[observed(level = "debug")]
    fn put(&self) {}
}

fn main() {
    Store.get();
    Store.put();
}
