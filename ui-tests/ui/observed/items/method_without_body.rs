use attuned_telemetry_rt::observed;

trait Store {
    #[observed]
    fn get(&self) -> u32;
}

struct Memory;

impl Store for Memory {
    fn get(&self) -> u32 {
        1
    }
}

fn main() {
    Memory.get();
}
