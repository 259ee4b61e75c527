//! The result of a check.

use std::fmt;

use crate::core::text::escaped::Escaped;

/// The result of checking an adapter: that of each law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub(super) results: Vec<LawResult>,
}

/// Whether an adapter keeps a law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawResult {
    pub(super) law: &'static str,
    pub(super) requires: &'static str,
    pub(super) failure: Option<String>,
}

impl Report {
    /// Whether the adapter keeps all laws.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failures().next().is_none()
    }

    /// Returns the result of each law.
    #[must_use]
    pub fn results(&self) -> &[LawResult] {
        &self.results
    }

    /// Returns the results of the laws that the adapter does not keep.
    pub fn failures(&self) -> impl Iterator<Item = &LawResult> {
        self.results.iter().filter(|result| !result.passed())
    }
}

impl LawResult {
    /// Returns the name of the law, such as `shutdown_twice`.
    #[must_use]
    pub const fn law(&self) -> &'static str {
        self.law
    }

    /// Returns what the law requires.
    #[must_use]
    pub const fn requires(&self) -> &'static str {
        self.requires
    }

    /// Whether the adapter keeps the law.
    #[must_use]
    pub const fn passed(&self) -> bool {
        self.failure.is_none()
    }

    /// Returns what the kit saw instead, if the adapter does not keep the law.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }
}

impl fmt::Display for Report {
    /// One line for each law. A law that is not kept has a second line with what the kit saw.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = self.results.iter().filter(|result| result.passed()).count();
        writeln!(formatter, "the adapter keeps {kept} of {} laws", self.results.len())?;
        self.results.iter().try_for_each(|result| writeln!(formatter, "{result}"))
    }
}

impl fmt::Display for LawResult {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { law, requires, failure } = self;
        match failure {
            None => write!(formatter, "  passed  {law}: {requires}"),
            Some(seen) => write!(formatter, "  FAILED  {law}: {requires}\n          {}", Escaped(seen)),
        }
    }
}
