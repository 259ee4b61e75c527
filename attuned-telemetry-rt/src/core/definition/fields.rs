//! The fields of an operation's span: their names, known from the start, and their values, known at the call.

/// What the runtime records itself when a call ends.
const OWN: [&str; 3] = ["status", "error.type", "otel.status_code"];

/// How many they are.
pub(crate) const OWN_COUNT: usize = OWN.len();

/// The most fields that one span can have, the runtime's own included.
pub(crate) const MOST: usize = 31;

/// The names of a span's fields: the annotation's, then the runtime's own.
pub struct Fields {
    names: [&'static str; MOST],
    count: usize,
}

/// The names of an annotation's fields, and behind them the runtime's own. The macro sees to it that there is room.
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
    /// The runtime's own alone.
    pub(crate) const OWN: Self = fields([]);

    pub(crate) const fn names(&'static self) -> &'static [&'static str] {
        self.names.split_at(self.count).0
    }
}
