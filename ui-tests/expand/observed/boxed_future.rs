// Fields and labels: 0

use std::pin::Pin;

use attuned_telemetry_rt::observed;

#[observed(scope = "attuned.store")]
fn get<'a>(user: &'a str) -> Pin<Box<dyn Future<Output = usize> + Send + 'a>> {
    Box::pin(async move { user.len() })
}

fn main() {}
