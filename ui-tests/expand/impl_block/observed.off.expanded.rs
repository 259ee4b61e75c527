use attuned_telemetry_rt::observed;
struct Store(Vec<String>);
impl Store {
    const EMPTY: Self = Self(Vec::new());
    fn get(&self, index: usize) -> Option<&String> {
        self.0.get(index)
    }
    async fn put(&mut self, user: String) -> Result<(), std::fmt::Error> {
        self.0.push(user);
        Ok(())
    }
    const fn new() -> Self {
        Self::EMPTY
    }
}
fn main() {}
