//! The names of the fields of an operation's span.

/// The fields that the runtime records when a call ends.
const OWN: [&str; 3] = ["status", "error.type", "otel.status_code"];

/// The number of the runtime's own fields.
pub(crate) const OWN_COUNT: usize = OWN.len();

/// The maximum number of fields of a span, the runtime's own included.
pub(crate) const MOST: usize = 31;

/// The names of the fields of a span: those of the annotation, then the runtime's own.
pub struct Fields {
    names: [&'static str; MOST],
    count: usize,
}

/// Returns the names of an annotation's fields, followed by the runtime's own. The macro checks their number.
pub const fn fields<const N: usize>(given: [&'static str; N]) -> Fields {
    let mut names = [""; MOST];
    let mut count = 0;
    while count < N && count + OWN.len() < MOST {
        names[count] = given[count];
        count += 1;
    }
    let mut own = 0;
    while own < OWN.len() {
        names[count] = OWN[own];
        (own, count) = (own + 1, count + 1);
    }
    Fields { names, count }
}

impl Fields {
    /// Only the runtime's own fields.
    pub(crate) const OWN: Self = fields([]);

    pub(crate) const fn names(&'static self) -> &'static [&'static str] {
        self.names.split_at(self.count).0
    }
}
