use attuned_telemetry_rt::audited;

struct User;

#[audited(event = StateUpdated, user_id = user.email, axes_changed = user, redact(user_id, axes_changed))]
fn upsert(user: User) {}

fn main() {
    upsert(User);
}
