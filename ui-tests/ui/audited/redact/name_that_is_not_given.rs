use attuned_telemetry_rt::audited;

#[audited(event = StateUpdated, user_id = user, email = email, redact(user, emai))]
fn upsert(user: &str, email: &str) {
    drop([user.to_owned(), email.to_owned()]);
}

#[audited(event = StateUpdated, confidence = 0.5, redact(email))]
fn confirm(email: &str) {
    drop(email.to_owned());
}

fn main() {
    upsert("u1", "e");
    confirm("e");
}
