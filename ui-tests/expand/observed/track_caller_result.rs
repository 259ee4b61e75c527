// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed(err, ret)]
#[track_caller]
fn get(user: &str) -> Result<usize, std::num::ParseIntError> {
    if user.is_empty() {
        return Ok(0);
    }
    user.parse()
}

fn main() {}
