use std::fmt::Error;
use attuned_telemetry_rt::observed;
fn get(user: &str) -> Result<usize, Error> {
    Ok(user.len())
}
fn main() {}
