//! Every kind of signature, under each attribute and under both.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::rc::Rc;
use std::sync::Arc;

use attuned_telemetry_rt::{audited, observed};

pub struct Point {
    pub x: u32,
    pub y: u32,
}

/// The same functions three times: under `#[observed]`, under `#[audited]`, under both.
macro_rules! signatures {
    ($module:ident, $(#[$attribute:meta])+) => {
        mod $module {
            use super::*;

            pub struct Store<T> {
                items: Vec<T>,
            }

            $(#[$attribute])+
            pub fn generic<T: Debug, const N: usize>(items: [T; N]) -> usize
            where
                T: Clone,
            {
                items.to_vec().len()
            }

            $(#[$attribute])+
            pub fn unsized_argument<T: Display + ?Sized>(text: &T) -> String {
                text.to_string()
            }

            $(#[$attribute])+
            pub unsafe fn not_safe(number: *const u32) -> u32 {
                unsafe { *number }
            }

            $(#[$attribute])+
            pub extern "C" fn for_c(number: u32) -> u32 {
                number
            }

            $(#[$attribute])+
            pub fn destructured((a, b): (u32, u32), Point { x, y }: Point, [first, ..]: [u32; 3], mut last: u32) -> u32 {
                last += 1;
                a + b + x + y + first + last
            }

            $(#[$attribute])+
            pub fn impl_trait(texts: impl IntoIterator<Item = String>) -> impl Iterator<Item = usize> {
                texts.into_iter().map(|text| text.len())
            }

            $(#[$attribute])+
            pub fn impl_trait_inside<'a>(
                text: &'a str,
            ) -> Result<(impl Iterator<Item = &'a str> + 'a, Option<impl Fn(&str) -> usize>), Box<dyn Error>> {
                Ok((text.split(','), Some(|text: &str| text.len())))
            }

            $(#[$attribute])+
            pub fn trait_object(number: u32) -> Box<dyn Display> {
                Box::new(number)
            }

            $(#[$attribute])+
            pub fn converted_error(text: &str) -> Result<Box<dyn Display>, Box<dyn Error + Send + Sync>> {
                let number: u32 = text.parse()?;
                if number == 0 {
                    return Err("zero".into());
                }
                Ok(Box::new(number))
            }

            $(#[$attribute])+
            pub fn never(reason: &str) -> ! {
                if reason.is_empty() {
                    panic!("no reason");
                }
                std::process::exit(0)
            }

            $(#[$attribute])+
            pub fn associated<I: Iterator>(mut items: I) -> Option<<I as Iterator>::Item> {
                items.next()
            }

            $(#[$attribute])+
            pub fn r#raw(r#type: u32, r#fn: u32) -> u32 {
                r#type + r#fn
            }

            $(#[$attribute])+
            pub fn shadowed(number: u32) -> Result<u32, String> {
                #[allow(dead_code)]
                struct Result;
                #[allow(dead_code)]
                type String = u32;
                Ok(number)
            }

            $(#[$attribute])+
            pub fn own_items() -> u32 {
                static CALLS: u32 = 1;
                const fn inner() -> u32 {
                    CALLS
                }
                inner()
            }

            $(#[$attribute])+
            #[track_caller]
            #[must_use]
            #[inline]
            pub fn attributes() -> u32 {
                #![allow(clippy::all)]
                std::panic::Location::caller().line()
            }

            $(#[$attribute])+
            pub fn nothing() {}

            $(#[$attribute])+
            pub fn higher_ranked(ask: &dyn for<'a> Fn(&'a str) -> &'a str, text: &str) -> usize {
                ask(text).len()
            }

            $(#[$attribute])+
            pub async fn generic_later<T: Debug, const N: usize>(items: [T; N]) -> usize
            where
                T: Clone,
            {
                items.to_vec().len()
            }

            $(#[$attribute])+
            pub async fn borrow_later<'a>(first: &'a str, _second: &str) -> &'a str {
                std::future::ready(()).await;
                first
            }

            $(#[$attribute])+
            pub async fn converted_error_later(text: &str) -> Result<Box<dyn Display>, Box<dyn Error + Send + Sync>> {
                let number: u32 = text.parse()?;
                if number == 0 {
                    return Err("zero".into());
                }
                Ok(Box::new(number))
            }

            $(#[$attribute])+
            pub async fn never_later() -> ! {
                std::process::exit(0)
            }

            $(#[$attribute])+
            pub async fn impl_trait_later(texts: impl IntoIterator<Item = String>) -> impl Iterator<Item = usize> {
                texts.into_iter().map(|text| text.len())
            }

            $(#[$attribute])+
            pub async fn shadowed_later(number: u32) -> Result<u32, String> {
                #[allow(dead_code)]
                struct Result;
                #[allow(dead_code)]
                type String = u32;
                Ok(number)
            }

            $(#[$attribute])+
            pub async fn destructured_later((a, b): (u32, u32), Point { x, y }: Point, mut last: u32) -> u32 {
                last += 1;
                a + b + x + y + last
            }

            $(#[$attribute])+
            pub async unsafe fn not_safe_later(number: *const u32) -> u32 {
                unsafe { *number }
            }

            $(#[$attribute])+
            pub async fn nothing_later() {}

            impl<T> Store<T> {
                $(#[$attribute])+
                pub fn first(&mut self) -> Option<&mut T> {
                    self.items.first_mut()
                }

                $(#[$attribute])+
                pub async fn first_later(&mut self) -> Option<&mut T> {
                    self.items.first_mut()
                }

                $(#[$attribute])+
                pub fn into_items(mut self) -> Vec<T> {
                    self.items.shrink_to_fit();
                    self.items
                }

                $(#[$attribute])+
                pub fn shared(self: &Arc<Self>) -> usize {
                    self.items.len()
                }

                $(#[$attribute])+
                pub fn counted(self: Rc<Self>, more: Self) -> Self {
                    drop(self);
                    more
                }

                $(#[$attribute])+
                pub fn new(items: Vec<T>) -> Self
                where
                    T: Sized,
                {
                    Self { items }
                }
            }

            pub trait Named {
                const NAME: &'static str;

                $(#[$attribute])+
                fn name(&self) -> &'static str {
                    Self::NAME
                }
            }

            impl Named for u32 {
                const NAME: &'static str = "u32";
            }
        }
    };
}

signatures!(under_observed, #[observed]);
signatures!(under_audited, #[audited(event = StateUpdated)]);
signatures!(under_both, #[observed] #[audited(event = StateUpdated)]);
signatures!(under_both_the_other_way, #[audited(event = StateUpdated)] #[observed]);

fn main() {
    assert_eq!(under_both::generic([1, 2]), 2);
    assert_eq!(under_both::unsized_argument("text"), "text");
    assert_eq!(unsafe { under_both::not_safe(&3) }, 3);
    assert_eq!(under_both::for_c(4), 4);
    assert_eq!(under_both::destructured((1, 2), Point { x: 3, y: 4 }, [5, 0, 0], 6), 22);
    assert_eq!(under_both::impl_trait(["a".to_owned()]).collect::<Vec<_>>(), [1]);
    assert!(under_both::impl_trait_inside("a,b").is_ok());
    assert_eq!(under_both::trait_object(5).to_string(), "5");
    assert!(under_both::converted_error("0").is_err());
    assert_eq!(under_both::associated([1].into_iter()), Some(1));
    assert_eq!(under_both::raw(1, 2), 3);
    assert_eq!(under_both::shadowed(1), Ok(1));
    assert_eq!(under_both::own_items(), 1);
    assert_ne!(under_both::attributes(), 0);
    assert_eq!(under_both::higher_ranked(&|text| text, "text"), 4);
    assert_eq!(under_both::Store::new(vec![7]).first(), Some(&mut 7));
    assert_eq!(under_both::Named::name(&1), "u32");
    under_both::never("done")
}

mod from_real_code {
    use attuned_telemetry_rt::observed;
    use std::future::Future;
    use std::pin::Pin;

    pub enum Either<L, R> {
        Left(L),
        Right(R),
    }

    impl<L, R> Either<L, R> {
        #[observed]
        pub fn left(&mut self) -> Option<&mut L> {
            if let Self::Left(left) = self { Some(left) } else { None }
        }
    }

    pub enum Value {
        Null,
        Text(String),
    }

    #[observed]
    pub fn or_insert(v: &mut Value) -> &mut Value {
        if let Value::Null = v {
            *v = Value::Text(String::new());
        }
        match v {
            Value::Text(_) => v,
            Value::Null => panic!("it was exchanged"),
        }
    }

    #[observed]
    pub fn lengths(by: usize) -> impl Fn(&str) -> usize {
        move |text| text.len() + by
    }

    #[observed]
    pub fn same() -> impl Fn(&u8) -> &u8 {
        |number| number
    }

    #[observed]
    pub fn atom() -> impl for<'a> FnMut(&'a [u8]) -> Option<&'a str> {
        move |input| std::str::from_utf8(input).ok()
    }

    #[observed]
    pub fn later() -> impl Fn(u32) -> Pin<Box<dyn Future<Output = u32> + Send>> {
        |number| Box::pin(async move { number })
    }

    #[observed]
    pub fn boxed_opaque() -> Pin<Box<impl Future<Output = u8>>> {
        Box::pin(async { 7 })
    }
}
