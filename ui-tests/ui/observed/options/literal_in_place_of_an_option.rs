use attuned_telemetry_rt::observed;

#[observed("get")]
fn get() {}

fn main() {
    get();
}
