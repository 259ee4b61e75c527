use attuned_telemetry_rt::audited;

struct Store;

#[audited(event = StateUpdatd, user_id = user)]
impl Store {
    fn get(&self, user: &str) -> usize {
        user.len()
    }

    fn put(&self, user_id: &str) -> usize {
        user_id.len()
    }
}

fn main() {
    Store.get("u1");
    Store.put("u1");
}
