use std::future::Future;

use attuned_telemetry_rt::observed;

#[observed(fields(user, size = user.len()))]
fn get(user: String) -> impl Future<Output = usize> + 'static {
    let borrowed = &user;
    async move { borrowed.len() }
}

fn main() {
    drop(get(String::new()));
}
