//! The expansions of `ErrorType` and `LabelValue` do not collide with the user's names: there is no prelude, and every
//! name is taken.

#![no_implicit_prelude]
#![deny(warnings)]
#![allow(dead_code, non_camel_case_types, non_snake_case, non_upper_case_globals, unused_macros)]

use ::attuned_telemetry_rt::{ErrorType, LabelValue};

mod attuned_telemetry_rt {}
mod core {}
mod std {}

struct Arc;
struct Box;
struct Option;
struct Result;
struct Some;
struct bool;
struct str;
struct usize;

const error: u8 = 1;
const COUNT: u8 = 2;
const index: u8 = 3;
const None: u8 = 4;

trait Other {
    const Shared: u8;
    fn as_str(&self) -> u8;
    fn error_type(&self) -> u8;
    fn index(&self) -> u8;
}

impl<T: ?::core::marker::Sized> Other for T {
    const Shared: u8 = 7;

    fn as_str(&self) -> u8 {
        1
    }

    fn error_type(&self) -> u8 {
        2
    }

    fn index(&self) -> u8 {
        3
    }
}

#[derive(LabelValue)]
enum Label {
    None,
    Some,
    COUNT,
    index,
    Shared,
    r#type,
    #[label("other")]
    Self_,
    #[deprecated]
    Old,
}

#[derive(ErrorType)]
#[error_type(crate = ::attuned_telemetry_rt)]
#[non_exhaustive]
enum Error<'a, E: ?::core::marker::Sized, const N: ::core::primitive::usize>
where
    E: 'a,
{
    error,
    None { index: [::core::primitive::u8; N] },
    Shared(::core::primitive::u8, &'a ::core::primitive::str),
    #[error_type(transparent)]
    Ok(&'a E),
    #[deprecated]
    #[error_type(transparent)]
    Err { error: Inner },
    Old {
        #[error_type(transparent)]
        r#struct: ::std::boxed::Box<Error<'a, E, N>>,
        #[deprecated]
        error: ::core::primitive::u8,
    },
}

#[derive(ErrorType)]
struct Inner;

#[derive(ErrorType)]
struct Whole {
    #[deprecated]
    #[error_type(transparent)]
    error: Inner,
}

fn main() {
    let label = Label::COUNT;
    let _ = (<Label as LabelValue>::COUNT, LabelValue::index(&label), LabelValue::as_str(&label));
    let _: &::core::primitive::str = ErrorType::error_type(&Error::<'_, Inner, 1>::error);
}
