use attuned_telemetry_rt::observed;

#[observed(labels(user = user))]
fn get(user: &str) {
    drop(user.to_owned());
}

fn main() {
    get("u1");
}
