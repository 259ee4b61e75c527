use std::collections::HashMap;
use attuned_telemetry_rt::HealthCheck;
struct Cluster {
    #[health(timeout = "200ms")]
    shards: HashMap<String, Shard>,
    #[health(optional)]
    replicas: Vec<Shard>,
    #[health(with = |leader|leader.is_some())]
    leader: Option<Shard>,
}
struct Shard;
fn main() {}
