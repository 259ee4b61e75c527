use attuned_telemetry_rt::observed;

const PORT: u16 = 80;

#[observed(labels(port = PORT))]
fn get() {}

fn main() {
    get();
}
