use attuned_telemetry_rt::observed;

#[observed(level = "inof")]
fn get() {}

#[observed(level = Level::INOF)]
fn put() {}

fn main() {
    get();
    put();
}
