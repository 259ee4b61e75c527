//! The spans that a new span is linked to: its parent and its causes.

use tracing::field::ValueSet;
use tracing::span::Id;
use tracing::{Dispatch, Metadata, Span};

use crate::core::verdict::caught::caught;

/// The spans that a span is linked to.
#[derive(Default)]
pub(crate) struct Links {
    parent: Parent,
    causes: Vec<Link>,
}

#[derive(Default)]
enum Parent {
    /// The current span.
    #[default]
    Current,
    /// The given span, or none for a root.
    Given(Option<Link>),
}

impl Links {
    pub(super) fn set_parent(&mut self, parent: Option<Id>) {
        self.parent = Parent::Given(parent.map(Link::new));
    }

    pub(super) fn add_causes(&mut self, causes: impl Iterator<Item = Id>) {
        self.causes.extend(causes.map(Link::new));
    }

    /// Keeps the linked spans open, for a span that is created later. Spans that are already closed are left out.
    pub(super) fn hold(self) -> Self {
        let parent = match self.parent {
            Parent::Current => Parent::Current,
            Parent::Given(parent) => Parent::Given(parent.and_then(Link::hold)),
        };
        Self { parent, causes: self.causes.into_iter().filter_map(Link::hold).collect() }
    }

    /// Creates a span with these links. Subscribers may panic if a linked span is closed or belongs to another
    /// subscriber: then the span is created without this link.
    pub(super) fn open(&self, metadata: &'static Metadata<'static>, values: &ValueSet<'_>) -> Span {
        let span = match &self.parent {
            Parent::Current => Span::new(metadata, values),
            Parent::Given(None) => Span::new_root(metadata, values),
            Parent::Given(Some(parent)) => caught(|| Span::child_of(parent.id.clone(), metadata, values))
                .unwrap_or_else(|| Span::new_root(metadata, values)),
        };
        for cause in &self.causes {
            caught(|| span.follows_from(cause.id.clone()));
        }
        span
    }
}

/// A linked span.
struct Link {
    id: Id,
    /// The subscriber that keeps the span open for this link.
    holder: Option<Dispatch>,
}

impl Link {
    const fn new(id: Id) -> Self {
        Self { id, holder: None }
    }

    /// Keeps the span open until the link is dropped. Returns `None` if the span is closed.
    fn hold(self) -> Option<Self> {
        tracing::dispatcher::get_default(|dispatch| {
            let id = caught(|| dispatch.clone_span(&self.id))?;
            Some(Self { id, holder: Some(dispatch.clone()) })
        })
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if let Some(holder) = self.holder.take() {
            caught(|| holder.try_close(self.id.clone()));
        }
    }
}
