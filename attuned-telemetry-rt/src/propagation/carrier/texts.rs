//! Headers as texts.

use std::collections::HashMap;
use std::hash::BuildHasher;

use super::carrier::{Extractor, Injector};

/// Names are found in lowercase only.
impl<S: BuildHasher> Extractor for HashMap<String, String, S> {
    fn visit<'carrier>(&'carrier self, name: &str, visit: &mut dyn FnMut(&'carrier [u8])) {
        self.get(name).into_iter().for_each(|value| visit(value.as_bytes()));
    }
}

impl<S: BuildHasher> Injector for HashMap<String, String, S> {
    fn set(&mut self, name: &'static str, value: &str) {
        self.insert(name.to_owned(), value.to_owned());
    }

    fn remove(&mut self, name: &'static str) {
        Self::remove(self, name);
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Extractor for [(N, V)] {
    fn visit<'carrier>(&'carrier self, name: &str, visit: &mut dyn FnMut(&'carrier [u8])) {
        let named = self.iter().filter(|(other, _)| other.as_ref().eq_ignore_ascii_case(name));
        named.for_each(|(_, value)| visit(value.as_ref()));
    }
}

impl Injector for Vec<(String, String)> {
    fn set(&mut self, name: &'static str, value: &str) {
        Injector::remove(self, name);
        self.push((name.to_owned(), value.to_owned()));
    }

    fn remove(&mut self, name: &'static str) {
        self.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
    }
}
