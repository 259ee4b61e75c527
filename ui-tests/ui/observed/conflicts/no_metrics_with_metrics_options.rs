use attuned_telemetry_rt::observed;

#[observed(metrics = false, labels(path = "/state"), in_flight)]
fn get() {}

fn main() {
    get();
}
