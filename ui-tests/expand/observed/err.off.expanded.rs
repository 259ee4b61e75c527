use attuned_telemetry_rt::observed;
fn get(user: &str) -> Result<usize, std::fmt::Error> {
    Ok(user.len())
}
fn main() {}
