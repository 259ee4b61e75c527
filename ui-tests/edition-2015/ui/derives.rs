extern crate attuned_telemetry_rt;

mod store {
    use attuned_telemetry_rt::{ErrorType, HealthCheck, LabelValue};

    #[derive(LabelValue)]
    pub enum Kind {
        Large(u8),
    }

    #[derive(ErrorType)]
    pub enum StoreError {
        #[error_type(transparent)]
        Full,
    }

    #[derive(HealthCheck)]
    pub struct Store {
        #[health(wth = probe)]
        pub size: u8,
    }
}

fn main() {
    let _ = (store::Kind::Large(1), store::StoreError::Full, store::Store { size: 1 });
}
