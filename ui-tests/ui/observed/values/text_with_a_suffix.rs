use attuned_telemetry_rt::observed;

#[observed(op = "get"s)]
fn get() {}

fn main() {
    get();
}
