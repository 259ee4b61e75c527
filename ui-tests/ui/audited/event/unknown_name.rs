use attuned_telemetry_rt::audited;

#[audited(event = Logout)]
fn log_out() {}

#[audited(event = AuditEventType::StateRemoved)]
fn remove() {}

fn main() {
    log_out();
    remove();
}
