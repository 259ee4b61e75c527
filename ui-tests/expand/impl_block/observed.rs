// Fields and labels: 1; annotated methods: 2

use attuned_telemetry_rt::observed;

struct Store(Vec<String>);

#[observed(scope = "attuned.store", level = "debug")]
impl Store {
    const EMPTY: Self = Self(Vec::new());

    fn get(&self, index: usize) -> Option<&String> {
        self.0.get(index)
    }

    #[observed(op = "upsert", fields(user))]
    async fn put(&mut self, user: String) -> Result<(), std::fmt::Error> {
        self.0.push(user);
        Ok(())
    }

    #[observed(skip)]
    const fn new() -> Self {
        Self::EMPTY
    }
}

fn main() {}
