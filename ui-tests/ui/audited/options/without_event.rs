use attuned_telemetry_rt::audited;

#[audited(user_id = user)]
fn delete(user: &str) {
    drop(user.to_owned());
}

#[audited]
fn clear() {}

fn main() {
    delete("u1");
    clear();
}
