// Labels whose types bound their values: ten methods, a hundred sections and a hundred pages.

use std::sync::LazyLock;

#[derive(Clone, Copy)]
pub struct Method(pub usize);

#[derive(Clone, Copy)]
pub struct Hundredth(pub usize);

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| (0..100).map(|number| format!("{number:02}")).collect());

impl Method {
    pub fn text(self) -> &'static str {
        crate::METHODS[self.0]
    }
}

impl Hundredth {
    pub fn text(self) -> &'static str {
        &TEXTS[self.0]
    }
}

// The labels of a path such as `/v1/users/12345`. Each path has one method, which is given by its last digit.
pub fn labels(method: &str, path: &str) -> (Method, Hundredth, Hundredth) {
    let number: usize = path.rsplit('/').next().and_then(|number| number.parse().ok()).unwrap_or_default();
    let method = crate::METHODS.iter().position(|known| *known == method).unwrap_or_default();
    (Method(method), Hundredth(number / 1_000), Hundredth(number / 10 % 100))
}
