// Fields and labels: 0

use std::fmt::Error;

use attuned_telemetry_rt::observed;

#[observed(scope = "attuned.store", err(level = "warn"), slow = "250ms")]
fn get(user: &str) -> Result<usize, Error> {
    Ok(user.len())
}

fn main() {}
