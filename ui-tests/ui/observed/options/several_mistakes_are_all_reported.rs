use attuned_telemetry_rt::observed;

#[observed(oop = "get", scope = 1, level = "loud", metrics = "9lives", labels(status = "x"))]
const fn get() {}

fn main() {
    get();
}
