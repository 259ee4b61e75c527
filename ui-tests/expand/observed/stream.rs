// Fields and labels: 1

use std::pin::Pin;

use attuned_telemetry_rt::observed;
use futures_core::Stream;

#[observed(scope = "attuned.store", fields(user))]
fn watch(user: String) -> Pin<Box<dyn Stream<Item = usize> + Send>> {
    changes(user)
}

fn changes(_user: String) -> Pin<Box<dyn Stream<Item = usize> + Send>> {
    unreachable!()
}

fn main() {}
