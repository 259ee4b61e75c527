use std::pin::Pin;
use attuned_telemetry_rt::observed;
use futures_core::Stream;
fn watch(user: String) -> Pin<Box<dyn Stream<Item = usize> + Send>> {
    changes(user)
}
fn changes(_user: String) -> Pin<Box<dyn Stream<Item = usize> + Send>> {
    ::core::panicking::panic("internal error: entered unreachable code")
}
fn main() {}
