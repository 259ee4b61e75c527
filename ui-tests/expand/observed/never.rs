// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed(scope = "attuned.store")]
fn refuse(reason: &str) -> ! {
    panic!("{reason}")
}

fn main() {}
