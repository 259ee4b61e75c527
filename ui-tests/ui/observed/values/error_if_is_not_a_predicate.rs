use attuned_telemetry_rt::observed;

#[observed(error_if = "500")]
fn get() {}

fn main() {
    get();
}
