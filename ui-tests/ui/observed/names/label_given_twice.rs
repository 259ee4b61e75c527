use attuned_telemetry_rt::observed;

#[observed(labels(path = "/a", path = "/b"))]
fn get() {}

fn main() {
    get();
}
