use attuned_telemetry_rt::observed;
fn find(user: &str) -> Option<usize> {
    user.find('u')
}
fn main() {}
