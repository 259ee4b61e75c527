use attuned_telemetry_rt::observed;

struct Store;

#[observed(scpe = "attuned.store", level = "loud")]
impl Store {
    fn get(&self) {}

    #[observed(skip)]
    fn peek(&self) {}

    #[observed(op = "upsert")]
    fn put(&self) {}
}

fn main() {
    Store.get();
    Store.peek();
    Store.put();
}
