use attuned_telemetry_rt::observed;
fn get(user: String) -> impl Future<Output = Option<usize>> + Send {
    helper(user)
}
async fn helper(user: String) -> Option<usize> {
    Some(user.len())
}
fn main() {}
