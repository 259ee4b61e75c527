use attuned_telemetry_rt::observed;

#[observed(fields(type), labels(use))]
fn get() {}

fn main() {
    get();
}
