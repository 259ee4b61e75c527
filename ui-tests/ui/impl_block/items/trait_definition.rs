use attuned_telemetry_rt::{audited, observed};

#[observed]
pub trait Store {
    fn get(&self) {}
}

#[audited(event = StateUpdated)]
unsafe trait Users: Store {
    fn put(&self) {}
}

struct Memory;

impl Store for Memory {}
unsafe impl Users for Memory {}

fn main() {
    Memory.get();
    Memory.put();
}
