use attuned_telemetry_rt::observed;

struct Store;

trait Load {
    fn load(&self) -> Result<u8, String>;
    fn close(&self);
}

#[observed]
impl Load for Store {
    fn load(&self) -> Result<u8, String> {
        let number: u8 = "seven";
        Ok(number)
    }
}

fn main() {
    drop(Store.load());
}
