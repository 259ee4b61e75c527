// Fields and labels: 2

use attuned_telemetry_rt::{audited, observed};

#[audited(event = StateUpdated, user_id = user)]
#[observed(op = "upsert", scope = "attuned.store", fields(user))]
async fn upsert_latest(user: &str) -> Result<usize, std::fmt::Error> {
    Ok(user.len())
}

fn main() {}
