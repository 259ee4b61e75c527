// Fields and labels: 2

use attuned_telemetry_rt::audited;

#[audited(event = StateUpdated, scope = "attuned.store", user_id = user, confidence = confidence)]
async fn upsert(user: String, confidence: f32) -> Result<usize, std::fmt::Error> {
    if confidence > 0.5 { Ok(user.len()) } else { Err(std::fmt::Error) }
}

fn main() {}
