use attuned_telemetry_rt::observed;

#[observed(labels(job = "nightly", r#instance = "eu", region = "eu"))]
fn get() {}

struct Store;

#[observed(labels(job = "nightly"))]
impl Store {
    fn find(&self) {}
}

fn main() {}
