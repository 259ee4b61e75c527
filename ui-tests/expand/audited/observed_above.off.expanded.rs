use attuned_telemetry_rt::{audited, observed};
async fn upsert_latest(user: &str) -> Result<usize, std::fmt::Error> {
    Ok(user.len())
}
fn main() {}
