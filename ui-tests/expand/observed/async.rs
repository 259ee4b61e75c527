// Fields and labels: 0

use attuned_telemetry_rt::observed;

struct Store;

impl Store {
    #[observed(op = "upsert", scope = "attuned.store")]
    async fn upsert_latest(&self, user: String) -> Result<usize, std::fmt::Error> {
        Ok(user.len())
    }
}

fn main() {}
