use attuned_telemetry_rt::audited;
fn create(user: &str) -> Result<[String; 1], std::fmt::Error> {
    Ok([user.to_owned()])
}
fn main() {}
