use attuned_telemetry_rt::observed;

#[observed(parent = name)]
fn get(name: &str) {
    drop(name.to_owned());
}

fn main() {}
