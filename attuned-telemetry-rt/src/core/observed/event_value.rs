//! The traits by which an event can show a value.

use std::fmt::{Debug, Display};

/// A value that an event shows by its `Display`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `Display`, so its event cannot show it",
    label = "this asks for `Display`",
    note = "`err` and `ret(display)` ask for `Display`, `err(debug)` and `ret` for `Debug`"
)]
pub trait ByDisplay: Display {}

/// A value that an event shows by its `Debug`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `Debug`, so its event cannot show it",
    label = "this asks for `Debug`",
    note = "`err(debug)` and `ret` ask for `Debug`, `err` and `ret(display)` for `Display`"
)]
pub trait ByDebug: Debug {}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> ByDisplay for T {}

#[diagnostic::do_not_recommend]
impl<T: Debug + ?Sized> ByDebug for T {}
