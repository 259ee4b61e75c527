use attuned_telemetry_rt::audited;

struct Store;

#[audited(user_id = "u1")]
impl Store {
    #[audited(event = StateUpdated)]
    fn get(&self) {}

    fn put(&self) {}

    #[audited(source = "api")]
    async fn remove(&self) {}

    #[audited(skip)]
    fn peek(&self) {}
}

fn main() {
    Store.get();
    Store.put();
    drop(Store.remove());
    Store.peek();
}
