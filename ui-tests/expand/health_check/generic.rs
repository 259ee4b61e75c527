// Fields and labels: 3

use std::marker::PhantomData;

use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store<'a, T, U, B: Backend, const N: usize>
where
    U: Clone,
{
    #[health]
    first: &'a T,
    #[health]
    shards: [B::Shard; N],
    #[health]
    children: Vec<Store<'a, T, U, B, N>>,
    cache: U,
    backend: PhantomData<B>,
}

trait Backend {
    type Shard;
}

fn main() {}
