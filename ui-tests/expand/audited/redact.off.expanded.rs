use attuned_telemetry_rt::audited;
fn update(user: &str, axes: &[&str], email: String) -> Result<usize, std::fmt::Error> {
    Ok(user.len() + axes.len() + email.len())
}
fn main() {}
