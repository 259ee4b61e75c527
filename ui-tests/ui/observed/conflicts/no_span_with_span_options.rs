use attuned_telemetry_rt::observed;

#[observed(span = false, fields(user), level = "debug", target = "store")]
fn get(user: &str) {
    drop(user.to_owned());
}

fn main() {
    get("u1");
}
