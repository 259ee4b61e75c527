use attuned_telemetry_rt::audited;

#[audited(event = StateDeleted, redact(user))]
fn delete(user: &str) {
    drop(user.to_owned());
}

fn main() {
    delete("u1");
}
