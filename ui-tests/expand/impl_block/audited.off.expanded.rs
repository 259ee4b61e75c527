use attuned_telemetry_rt::audited;
struct Store;
trait Users {
    fn update(&self, user: &str) -> usize;
    fn delete(&self, user: &str, reason: &str) -> usize;
    fn len(&self) -> usize;
}
impl Users for Store {
    fn update(&self, user: &str) -> usize {
        user.len()
    }
    fn delete(&self, user: &str, reason: &str) -> usize {
        user.len() + reason.len()
    }
    fn len(&self) -> usize {
        0
    }
}
fn main() {}
