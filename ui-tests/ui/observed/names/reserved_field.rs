use attuned_telemetry_rt::observed;

#[observed(fields(status = 1, error.type = "none", otel.status_code = "OK"))]
fn get() {}

fn main() {
    get();
}
