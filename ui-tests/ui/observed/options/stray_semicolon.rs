use attuned_telemetry_rt::observed;

#[observed(op = "get"; in_flight)]
fn get() {}

fn main() {
    get();
}
