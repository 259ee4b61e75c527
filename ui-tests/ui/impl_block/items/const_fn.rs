use attuned_telemetry_rt::{audited, observed};

struct Store;

#[observed]
impl Store {
    const fn get(&self) -> u8 {
        7
    }

    #[observed(op = "all")]
    pub const fn get_all(&self) -> u8 {
        self.get()
    }
}

struct Users;

#[audited(event = StateUpdated)]
impl Users {
    const fn get(&self) -> u8 {
        7
    }
}

fn main() {
    Store.get_all();
    Users.get();
}
