use attuned_telemetry_rt::observed;

#[observed(fields(user.id))]
fn get() {}

fn main() {
    get();
}
