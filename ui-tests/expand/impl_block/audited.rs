// Fields and labels: 5; annotated methods: 2

use attuned_telemetry_rt::audited;

struct Store;

trait Users {
    fn update(&self, user: &str) -> usize;
    fn delete(&self, user: &str, reason: &str) -> usize;
    fn len(&self) -> usize;
}

#[audited(event = StateUpdated, scope = "attuned.store", user_id = user, source = "api", redact(user_id))]
impl Users for Store {
    fn update(&self, user: &str) -> usize {
        user.len()
    }

    #[audited(event = StateDeleted, reason = reason, redact(reason))]
    fn delete(&self, user: &str, reason: &str) -> usize {
        user.len() + reason.len()
    }

    #[attuned_telemetry_rt::audited(skip)]
    fn len(&self) -> usize {
        0
    }
}

fn main() {}
