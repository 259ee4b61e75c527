//! The traits of the values that an event can contain.

use std::fmt::{Debug, Display};

/// A value that an event formats with `Display`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `Display`, so an event cannot contain it",
    label = "this option requires `Display`",
    note = "`err` and `ret(display)` require `Display`; `err(debug)` and `ret` require `Debug`"
)]
pub trait ByDisplay: Display {}

/// A value that an event formats with `Debug`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `Debug`, so an event cannot contain it",
    label = "this option requires `Debug`",
    note = "`err(debug)` and `ret` require `Debug`; `err` and `ret(display)` require `Display`"
)]
pub trait ByDebug: Debug {}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> ByDisplay for T {}

#[diagnostic::do_not_recommend]
impl<T: Debug + ?Sized> ByDebug for T {}
