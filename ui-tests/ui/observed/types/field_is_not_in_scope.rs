use attuned_telemetry_rt::observed;

#[observed(fields(user))]
fn get() {}

fn main() {
    get();
}
