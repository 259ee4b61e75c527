use attuned_telemetry_rt::observed;
/// Finds a user, whom the
/// cache may have.
///
/// This is not shown.
fn find(user: &str) -> Option<u32> {
    user.parse().ok()
}
fn count() {}
fn main() {}
