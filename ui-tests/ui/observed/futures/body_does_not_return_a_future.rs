use std::future::Future;
use std::pin::Pin;

use attuned_telemetry_rt::observed;

#[observed]
fn get() -> impl Future<Output = u8> {
    1
}

#[observed]
fn boxed() -> Pin<Box<dyn Future<Output = u8>>> {
    Box::pin(1)
}

fn main() {
    drop((get(), boxed()));
}
