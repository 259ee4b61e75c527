extern crate attuned_telemetry_rt;

mod store {
    use attuned_telemetry_rt::audited;

    #[audited(user = 1)]
    pub fn without_an_event() {}

    #[audited(event = StateUpdated, redact(email))]
    pub fn redacts_nothing() {}
}

fn main() {
    store::without_an_event();
    store::redacts_nothing();
}
