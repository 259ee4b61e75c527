use attuned_telemetry_rt::observed;

#[observed(fields(user, size = 1, user = 2))]
fn get(user: u32) {
    drop(user.to_string());
}

fn main() {
    get(1);
}
