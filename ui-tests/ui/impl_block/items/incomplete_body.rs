use attuned_telemetry_rt::observed;

struct Store {
    state: u8,
}

#[observed(scope = "attuned.store")]
impl Store {
    fn get(&self) -> u8 {
        self.
    }

    fn put(&mut self, state: u8) {
        self.stat = state;
    }
}

fn main() {
    let mut store = Store { state: 0 };
    store.put(7);
    store.get();
}
