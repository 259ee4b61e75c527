use attuned_telemetry_rt::observed;

#[observed(labels(path))]
fn get(path: &str) {
    drop(path.to_owned());
}

fn main() {
    get("/");
}
