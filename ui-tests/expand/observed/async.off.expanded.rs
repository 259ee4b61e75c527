use attuned_telemetry_rt::observed;
struct Store;
impl Store {
    async fn upsert_latest(&self, user: String) -> Result<usize, std::fmt::Error> {
        Ok(user.len())
    }
}
fn main() {}
