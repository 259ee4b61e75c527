use std::future::Future;

use attuned_telemetry_rt::observed;

struct Store;

#[observed]
impl Store {
    fn get(&self) -> impl Future<Output = ()> {
        std::future::ready(())
    }
}

fn main() {
    drop(Store.get());
}
