use attuned_telemetry_rt::audited;
fn delete(user: &str, reason: String) -> Result<(), std::fmt::Error> {
    if reason.is_empty() && user.is_empty() { Err(std::fmt::Error) } else { Ok(()) }
}
fn main() {}
