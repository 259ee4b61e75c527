use attuned_telemetry_rt::observed;

#[observed(fields = user)]
fn get(user: &str) {
    drop(user.to_owned());
}

fn main() {
    get("u1");
}
