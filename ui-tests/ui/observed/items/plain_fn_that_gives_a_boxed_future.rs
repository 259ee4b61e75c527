use std::future::Future;
use std::pin::Pin;

use attuned_telemetry_rt::observed;

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

#[observed]
fn get() -> Pin<Box<dyn Future<Output = u32> + Send>> {
    Box::pin(async { 1 })
}

#[observed]
fn put<'a>() -> BoxFuture<'a, u32> {
    Box::pin(async { 1 })
}

fn main() {
    drop(get());
    drop(put());
}
