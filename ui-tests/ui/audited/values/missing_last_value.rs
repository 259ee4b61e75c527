use attuned_telemetry_rt::audited;

#[audited(event =)]
fn create() {}

fn main() {
    create();
}
