extern crate attuned_telemetry_rt;

mod store {
    use attuned_telemetry_rt::observed;

    #[observed(levl = "debug")]
    pub fn misspelt() {}

    #[observed]
    pub const fn at_compile_time() {}

    #[observed(slow = "soon", level = "loud")]
    pub fn two_mistakes() {}

    #[observed]
    pub struct Store;
}

fn main() {
    store::misspelt();
    store::at_compile_time();
    store::two_mistakes();
    let _ = store::Store;
}
