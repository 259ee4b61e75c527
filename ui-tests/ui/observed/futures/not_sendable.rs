use std::future::Future;
use std::rc::Rc;

use attuned_telemetry_rt::observed;

#[observed]
fn get(user: Rc<str>) -> impl Future<Output = usize> + Send {
    async move { user.len() }
}

fn main() {
    drop(get("ada".into()));
}
