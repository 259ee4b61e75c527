use attuned_telemetry_rt::observed;

struct Store;

#[observed]
impl Store {
    #[track_caller]
    fn get(&self) -> Result<(), String> {
        Ok(())
    }

    #[track_caller]
    fn put(&self) {}
}

fn main() {
    drop(Store.get());
    Store.put();
}
