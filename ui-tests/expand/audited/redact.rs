// Fields and labels: 4

use attuned_telemetry_rt::audited;

#[audited(event = StateUpdated, scope = "attuned.store", user_id = user, axes_changed = axes, email = email,
          token = |token| token, redact(user_id, axes_changed, email, token))]
fn update(user: &str, axes: &[&str], email: String) -> Result<usize, std::fmt::Error> {
    Ok(user.len() + axes.len() + email.len())
}

fn main() {}
