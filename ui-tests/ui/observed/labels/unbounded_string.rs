use attuned_telemetry_rt::observed;

#[observed(labels(user = user.to_owned(), size = user.len()))]
fn get(user: &str) {
    drop(user.to_owned());
}

fn main() {}
