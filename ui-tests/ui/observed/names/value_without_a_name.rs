use attuned_telemetry_rt::observed;

struct Sizes(usize, Vec<usize>);

impl Sizes {
    #[observed(fields(self.0, %self.1[0], ?self.1.len(), *limit), labels(self.0 > 7))]
    fn get(&self, limit: &usize) -> usize {
        self.0.min(*limit)
    }
}

fn main() {
    Sizes(1, vec![1]).get(&2);
}
