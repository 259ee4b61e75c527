// Fields and labels: 0

use async_trait::async_trait;
use attuned_telemetry_rt::observed;

#[async_trait]
trait StateStore {
    async fn upsert(&self, user: String) -> Result<usize, std::fmt::Error>;
}

struct Store;

#[async_trait]
impl StateStore for Store {
    #[observed(scope = "attuned.store")]
    async fn upsert(&self, user: String) -> Result<usize, std::fmt::Error> {
        Ok(user.len())
    }
}

fn main() {}
