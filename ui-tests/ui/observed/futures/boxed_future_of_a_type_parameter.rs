use std::future::Future;
use std::pin::Pin;

use attuned_telemetry_rt::observed;

type Reply<T> = Pin<Box<dyn Future<Output = T>>>;

struct Service<T>(fn() -> Reply<T>);

impl<T> Service<T> {
    #[observed]
    fn call(&self) -> Pin<Box<dyn Future<Output = T>>> {
        (self.0)()
    }

    #[observed]
    fn unobserved_future(&self) -> Reply<T> {
        (self.0)()
    }
}

fn main() {}
