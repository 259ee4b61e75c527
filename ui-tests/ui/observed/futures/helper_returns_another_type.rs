use std::future::Future;

use attuned_telemetry_rt::observed;

async fn helper() -> u8 {
    1
}

#[observed]
fn get() -> impl Future<Output = String> {
    helper()
}

fn main() {
    drop(get());
}
