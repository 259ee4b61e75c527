use attuned_telemetry_rt::CappedLabels;

const TENANTS: CappedLabels<100> = CappedLabels::new();

fn main() {
    TENANTS.label("ada");
}
