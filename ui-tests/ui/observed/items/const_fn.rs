use attuned_telemetry_rt::observed;

#[observed]
const fn get() -> u32 {
    1
}

const GOT: u32 = get();

fn main() {
    drop(GOT.to_string());
}
