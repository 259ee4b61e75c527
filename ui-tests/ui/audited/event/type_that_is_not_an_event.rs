use attuned_telemetry_rt::audited;

struct Moved;

#[audited(event = Moved)]
async fn relocate() {}

fn main() {
    drop(relocate());
}
