use attuned_telemetry_rt::observed;

trait Stream {}
impl Stream for () {}

#[observed]
fn watch() -> impl Stream {}

fn main() {
    watch();
}
