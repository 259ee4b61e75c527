// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed(scope = "attuned.http", error_if = |status| *status >= 500)]
fn answer(path: &str) -> u16 {
    if path == "/" { 200 } else { 500 }
}

fn main() {}
