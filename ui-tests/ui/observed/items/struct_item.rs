use attuned_telemetry_rt::observed;

#[observed]
struct Store {
    name: String,
}

fn main() {
    drop(Store { name: String::new() }.name);
}
