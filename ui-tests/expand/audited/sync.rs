// Fields and labels: 3

use attuned_telemetry_rt::audited;

#[audited(event = StateDeleted, scope = "attuned.store", user_id = user, source = "admin", reason = reason.len())]
fn delete(user: &str, reason: String) -> Result<(), std::fmt::Error> {
    if reason.is_empty() && user.is_empty() { Err(std::fmt::Error) } else { Ok(()) }
}

fn main() {}
