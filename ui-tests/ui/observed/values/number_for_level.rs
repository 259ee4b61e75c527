use attuned_telemetry_rt::observed;

#[observed(level = 3)]
fn get() {}

fn main() {
    get();
}
