// Fields and labels: 2

use attuned_telemetry_rt::audited;

#[audited(event = StateCreated, scope = "attuned.store", user_id = user, axes_changed = |axes| axes.iter())]
fn create(user: &str) -> Result<[String; 1], std::fmt::Error> {
    Ok([user.to_owned()])
}

fn main() {}
