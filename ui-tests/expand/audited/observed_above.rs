// Fields and labels: 2

use attuned_telemetry_rt::{audited, observed};

#[observed(op = "upsert", scope = "attuned.store", fields(user))]
#[audited(event = StateUpdated, user_id = user)]
async fn upsert_latest(user: &str) -> Result<usize, std::fmt::Error> {
    Ok(user.len())
}

fn main() {}
