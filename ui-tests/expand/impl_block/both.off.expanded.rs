use attuned_telemetry_rt::{audited, observed};
struct Store;
impl Store {
    fn clear(&self) {}
}
fn main() {}
