use attuned_telemetry_rt::audited;

#[audited(event = StateUpdated, user_id = user, email = email, redact(user_id, email, user_id))]
fn upsert(user: &str, email: &str) {
    drop([user.to_owned(), email.to_owned()]);
}

fn main() {
    upsert("u1", "e");
}
