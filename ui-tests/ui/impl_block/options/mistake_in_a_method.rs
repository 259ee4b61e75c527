use attuned_telemetry_rt::observed;

struct Store;

#[observed(scope = "attuned.store")]
impl Store {
    fn get(&self) {}

    #[observed(op =)]
    fn put(&self) {}

    #[observed(opp = "remove", level = "debug")]
    fn remove(&self) {}
}

fn main() {
    Store.get();
    Store.put();
    Store.remove();
}
