// Fields and labels: 2

use attuned_telemetry_rt::observed;

const KIND: &str = "snapshot";

#[observed(span = "attuned.http.state", metrics = "attuned_http_request", labels(path = "/state/{user}", kind = KIND))]
fn put_state() {}

fn main() {}
