// Fields and labels: 3

use std::collections::HashMap;

use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Cluster {
    #[health(timeout = "200ms")]
    shards: HashMap<String, Shard>,
    #[health(optional)]
    replicas: Vec<Shard>,
    #[health(with = |leader| leader.is_some())]
    leader: Option<Shard>,
}

#[derive(HealthCheck)]
struct Shard;

fn main() {}
