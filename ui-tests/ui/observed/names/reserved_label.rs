use attuned_telemetry_rt::observed;

#[observed(labels(operation = "a", status = "b", error_type = "c", __name = "d"))]
fn get() {}

fn main() {
    get();
}
