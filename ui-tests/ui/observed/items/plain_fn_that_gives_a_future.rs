use std::future::Future;

use attuned_telemetry_rt::observed;

#[observed]
fn get() -> impl Future<Output = u32> + Send {
    async { 1 }
}

fn main() {
    drop(get());
}
