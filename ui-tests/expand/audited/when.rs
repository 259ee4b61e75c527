// Fields and labels: 1

use attuned_telemetry_rt::audited;

#[audited(event = StateUpdated, scope = "attuned.store", axes_changed = axes, when = changed)]
fn update(axes: &[&str]) -> usize {
    axes.len()
}

fn main() {}
