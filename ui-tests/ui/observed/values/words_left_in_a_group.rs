use attuned_telemetry_rt::observed;

#[observed(fields(size = (a b)), level = "debug")]
fn get() {}

fn main() {
    get();
}
