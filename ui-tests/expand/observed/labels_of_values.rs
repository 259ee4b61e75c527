// Fields and labels: 3

use attuned_telemetry_rt::observed;

#[observed(labels(cached, path = "/state", hit = |found| found.is_some()))]
fn get(cached: bool) -> Option<u32> {
    cached.then_some(1)
}

fn main() {}
