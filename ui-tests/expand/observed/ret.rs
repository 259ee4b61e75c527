// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed(ret, slo(latency = "100ms", target = 99.9))]
fn get(user: &str) -> Result<usize, std::fmt::Error> {
    Ok(user.len())
}

fn main() {}
