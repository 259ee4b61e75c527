//! A request of spans or log records, which are grouped by scope.

use super::fields::common::instrumentation_scope;
use super::writer::field::Field;
use super::writer::writer::Writer;

/// The fields of a request, from the outermost message to its items.
pub(crate) struct Layout {
    /// The resources of the request. There is one.
    pub(crate) resources: Field,
    pub(crate) resource: Field,
    pub(crate) scopes: Field,
    pub(crate) scope: Field,
    pub(crate) items: Field,
}

/// The beginning of a list of items, as a request.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// The request. Empty if it would have no items.
    pub(crate) body: Vec<u8>,
    /// How many items are in the request.
    pub(crate) items: usize,
    /// How many items are left out, because a request with one of them alone would be too large.
    pub(crate) oversize: usize,
}

impl Part {
    /// Returns how many items of the list are done: the next request starts after them.
    pub(crate) fn len(&self) -> usize {
        self.items + self.oversize
    }
}

/// A request that is being filled. Each scope has its own buffer, so that items of the same scope need not follow each
/// other.
///
/// ```text
/// groups[0]  scope "attuned.store" | items: span, span, span
/// groups[1]  scope "hyper"         | items: span
/// ```
pub(crate) struct Request<W> {
    layout: &'static Layout,
    /// The content of the `Resource`.
    resource: Vec<u8>,
    groups: Vec<Group<W>>,
    /// The maximum number of bytes of the body.
    limit: usize,
    /// The number of bytes of the body, or slightly more.
    bytes: usize,
    items: usize,
    oversize: usize,
}

/// The items of a scope.
struct Group<W> {
    /// The content of the `InstrumentationScope`.
    scope: Vec<u8>,
    items: W,
}

/// The maximum number of bytes of tags, lengths, names and brackets around the resource, and around the scope and its
/// items.
const AROUND: usize = 64;

/// The maximum memory of the empty buffer of a scope, in bytes.
const MAX_EMPTY: usize = 256 * 1024;

impl<W: Writer> Request<W> {
    /// Creates an empty request with the content of a `Resource`.
    pub(crate) fn new(layout: &'static Layout, resource: Vec<u8>) -> Self {
        Self { layout, resource, groups: Vec::new(), limit: 0, bytes: 0, items: 0, oversize: 0 }
    }

    /// Adds a scope and returns its index.
    pub(crate) fn add_scope(&mut self, name: &str) -> usize {
        let mut scope = W::default();
        scope.string(instrumentation_scope::NAME, name);
        self.groups.push(Group { scope: scope.into_bytes(), items: W::default() });
        self.groups.len() - 1
    }

    /// Removes all scopes.
    pub(crate) fn clear_scopes(&mut self) {
        self.groups.clear();
    }

    /// Starts a request of at most `limit` bytes.
    pub(crate) fn start(&mut self, limit: usize) {
        (self.limit, self.bytes) = (limit, self.resource.len() + AROUND);
        (self.items, self.oversize) = (0, 0);
    }

    /// Adds an item to the scope with this index. Returns `false` if it belongs into the next request, because this one
    /// is full.
    #[inline]
    pub(crate) fn add(&mut self, scope: usize, write: impl FnOnce(&mut W)) -> bool {
        let Some(group) = self.groups.get_mut(scope) else {
            // Unreachable, but an item must not be lost without being counted.
            self.oversize += 1;
            return true;
        };
        let before = group.items.len();
        group.items.item(self.layout.items, write);
        let around = if before == 0 { group.scope.len() + AROUND } else { 0 };
        let added = group.items.len() - before + around;
        if self.bytes + added <= self.limit {
            self.bytes += added;
            self.items += 1;
            return true;
        }
        group.items.truncate(before);
        let is_oversize = self.items == 0;
        self.oversize += usize::from(is_oversize);
        is_oversize
    }

    /// Returns the request, and empties the buffers for the next one.
    pub(crate) fn finish(&mut self) -> Part {
        let (items, oversize) = (self.items, self.oversize);
        let body = if items > 0 { self.body() } else { Vec::new() };
        for Group { items, .. } in &mut self.groups {
            if items.capacity() > MAX_EMPTY { *items = W::default() } else { items.truncate(0) }
        }
        Part { body, items, oversize }
    }

    fn body(&self) -> Vec<u8> {
        let Layout { resources, resource, scopes, scope, items } = *self.layout;
        let mut writer = W::default();
        writer.reserve(self.bytes);
        writer.root(|writer| {
            writer.list(resources, |writer| {
                writer.item(resources, |writer| {
                    writer.message(resource, |writer| writer.raw(&self.resource));
                    writer.list(scopes, |writer| {
                        for group in self.groups.iter().filter(|group| group.items.len() > 0) {
                            writer.item(scopes, |writer| {
                                writer.message(scope, |writer| writer.raw(&group.scope));
                                writer.list(items, |writer| writer.raw(group.items.written()));
                            });
                        }
                    });
                });
            });
        });
        writer.into_bytes()
    }
}
