use attuned_telemetry_rt::observed;

#[observed(metrics = "attuned.store")]
fn get() {}

#[observed(metrics = "9lives")]
fn put() {}

fn main() {
    get();
    put();
}
