extern crate attuned_telemetry_rt;

mod store {
    use attuned_telemetry_rt::{audited, observed};

    pub struct Store;

    #[observed(op = "all")]
    impl Store {
        pub fn get(&self) {}
    }

    #[observed]
    #[audited(event = StateUpdated)]
    impl Store {
        #[observed(levl = "debug")]
        pub fn set(&self) {}

        #[observed]
        #[observed]
        pub fn twice(&self) {}

        #[audited(skp)]
        pub fn put(&self) {}
    }
}

fn main() {
    store::Store.get();
    store::Store.set();
    store::Store.twice();
    store::Store.put();
}
