// Fields and labels: 0

use attuned_telemetry_rt::observed;

/// Finds a user, whom the
/// cache may have.
///
/// This is not shown.
#[observed(scope = "attuned.store", buckets("100us", "1ms", "10ms"))]
fn find(user: &str) -> Option<u32> {
    user.parse().ok()
}

#[observed(scope = "attuned.store", buckets = exponential)]
fn count() {}

fn main() {}
