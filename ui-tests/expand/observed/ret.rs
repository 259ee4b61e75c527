// Fields and labels: 0

use std::fmt::Error;

use attuned_telemetry_rt::observed;

#[observed(scope = "attuned.store", ret, slo(latency = "100ms", target = 99.9))]
fn get(user: &str) -> Result<usize, Error> {
    Ok(user.len())
}

fn main() {}
