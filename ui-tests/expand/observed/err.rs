// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed(err(level = "warn"), slow = "250ms")]
fn get(user: &str) -> Result<usize, std::fmt::Error> {
    Ok(user.len())
}

fn main() {}
