use attuned_telemetry_rt::audited;

#[audited(event = StateDeleted, axes_changed = axes)]
fn delete(axes: u32) {
    drop(axes.to_string());
}

fn main() {
    delete(1);
}
