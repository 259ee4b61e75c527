//! The scopes of log records: their targets.

use std::collections::HashMap;

use crate::export::otlp::encode::request::Request;
use crate::export::otlp::encode::writer::writer::Writer;

/// The targets of the records that were encoded before.
#[derive(Default)]
pub(super) struct Targets(HashMap<Box<str>, usize>);

/// The maximum number of targets that are remembered for the next request. Programs may choose targets at run time.
const MAX_KEPT: usize = 1_000;

impl Targets {
    /// Forgets the targets if there are too many. The request must be empty.
    pub(super) fn limit<W: Writer>(&mut self, request: &mut Request<W>) {
        if self.0.len() > MAX_KEPT {
            self.0.clear();
            request.clear_scopes();
        }
    }

    /// Returns the index of the scope of a target. A target that is new adds its scope to the request.
    pub(super) fn scope<W: Writer>(&mut self, target: &str, request: &mut Request<W>) -> usize {
        if let Some(scope) = self.0.get(target) {
            return *scope;
        }
        let scope = request.add_scope(target);
        self.0.insert(target.into(), scope);
        scope
    }
}
