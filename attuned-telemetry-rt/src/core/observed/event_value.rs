//! What an event can show of a value.

use std::fmt::{Debug, Display};

/// Shown by `Display`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `Display`, so its event cannot show it",
    label = "this asks for `Display`",
    note = "`err` and `ret(display)` ask for `Display`, `err(debug)` and `ret` for `Debug`"
)]
pub trait ByDisplay: Display {}

/// Shown by `Debug`.
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
