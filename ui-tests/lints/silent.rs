//! Annotated functions of every kind. The annotations do not change their warnings.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::pin::Pin;

use async_trait::async_trait;
use attuned_telemetry_rt as _;

pub const KIND: &str = "snapshot";

pub struct Point {
    pub x: u32,
    pub y: u32,
}

#[attuned_telemetry_rt::observed]
pub fn double(number: u32) -> u32 {
    number * 2
}

#[attuned_telemetry_rt::observed]
#[rustfmt::skip]
pub fn on_one_line() -> u32 { 7 }

#[attuned_telemetry_rt::observed]
#[rustfmt::skip]
pub async fn on_one_line_later() -> u32 { 7 }

#[attuned_telemetry_rt::observed(op = "length", scope = "attuned.store", level = "debug", target = "store")]
#[must_use]
pub fn length(text: &str) -> usize {
    text.len()
}

#[attuned_telemetry_rt::observed(fields(number, size = texts.len(), who = %name, what = ?texts))]
pub fn fields(number: u64, name: &str, texts: &[String]) -> bool {
    number > 0 && !name.is_empty() && !texts.is_empty()
}

#[attuned_telemetry_rt::observed(fields(text, copied = text.clone(), borrowed = &text, bare = %&text))]
pub fn keep(text: String) -> String {
    text
}

#[attuned_telemetry_rt::observed(metrics = "attuned_http", labels(path = "/state", kind = KIND), in_flight)]
pub fn nothing() {}

#[attuned_telemetry_rt::observed(ok_if = Option::is_some)]
pub fn find(text: &str) -> Option<usize> {
    text.find('u')
}

#[attuned_telemetry_rt::observed(error_if = |status| *status >= 500)]
pub fn answer(path: &str) -> u16 {
    if path == "/" { 200 } else { 500 }
}

#[attuned_telemetry_rt::observed]
pub fn parse(text: &str) -> Result<u32, Box<dyn Error + Send + Sync>> {
    let number = text.parse::<u32>()?;
    if number == 0 {
        return Err("zero".into());
    }
    Ok(number)
}

#[attuned_telemetry_rt::observed]
pub fn impl_trait<'a>(text: &'a str) -> Result<impl Iterator<Item = &'a str> + 'a, std::fmt::Error> {
    Ok(text.split(','))
}

#[attuned_telemetry_rt::observed]
pub fn generic<T: Debug + Display + ?Sized, const N: usize>(item: &T, items: [u32; N]) -> (String, usize)
where
    T: PartialEq,
{
    (item.to_string(), items.len())
}

#[attuned_telemetry_rt::observed]
pub fn destructured((a, b): (u32, u32), Point { x, y }: Point, mut last: u32) -> u32 {
    last += 1;
    a + b + x + y + last
}

#[attuned_telemetry_rt::observed]
pub fn refuse(reason: &str) -> ! {
    panic!("{reason}")
}

#[attuned_telemetry_rt::observed]
pub unsafe fn not_safe(number: *const u32) -> u32 {
    unsafe { *number }
}

#[attuned_telemetry_rt::observed]
pub extern "C" fn for_c(number: u32) -> u32 {
    number
}

#[attuned_telemetry_rt::observed]
pub async fn later(text: &str) -> Result<usize, std::fmt::Error> {
    std::future::ready(()).await;
    if text.is_empty() {
        return Err(std::fmt::Error);
    }
    Ok(text.len())
}

#[attuned_telemetry_rt::observed(fields(text, who = %text), in_flight)]
pub async fn one_line_later(text: String) -> String {
    text
}

#[attuned_telemetry_rt::observed]
pub async fn nothing_later() {}

#[attuned_telemetry_rt::observed]
pub async fn refuse_later() -> ! {
    std::future::pending().await
}

#[attuned_telemetry_rt::audited(event = StateDeleted, user_id = user, source = "admin", reason = reason.len())]
pub fn delete(user: &str, reason: String) -> Result<(), std::fmt::Error> {
    if reason.is_empty() && user.is_empty() { Err(std::fmt::Error) } else { Ok(()) }
}

#[attuned_telemetry_rt::audited(event = StateUpdated, user_id = user, confidence = confidence)]
pub async fn update(user: String, confidence: f32) -> Result<usize, std::fmt::Error> {
    if confidence > 0.5 { Ok(user.len()) } else { Err(std::fmt::Error) }
}

#[attuned_telemetry_rt::audited(event = StateCreated, axes_changed = |axes| axes.iter(), count = |axes| axes.len())]
pub fn create(user: &str) -> Result<[String; 1], std::fmt::Error> {
    Ok([user.to_owned()])
}

#[attuned_telemetry_rt::audited(event = "state_compacted")]
pub fn compact() {}

/// A name similar to a variant's name.
#[derive(Clone, Copy)]
pub struct StateUpdate;

impl From<StateUpdate> for attuned_telemetry_rt::AuditEventType {
    fn from(_: StateUpdate) -> Self {
        Self::StateUpdated
    }
}

#[attuned_telemetry_rt::audited(event = StateUpdate)]
pub fn almost_a_variant() {}

#[attuned_telemetry_rt::audited(event = StateUpdated, axes_changed = axes, email = |length| *length, redact(email), when = changed)]
pub fn change(axes: &[String]) -> usize {
    axes.len()
}

#[attuned_telemetry_rt::observed(scope = "attuned.store", level = "debug", in_flight)]
#[attuned_telemetry_rt::audited(event = StateUpdated, source = "api")]
impl Point {
    pub const ORIGIN: Self = Self { x: 0, y: 0 };

    #[attuned_telemetry_rt::observed(skip)]
    #[attuned_telemetry_rt::audited(skip)]
    #[must_use]
    pub const fn left(&self) -> u32 {
        self.x
    }

    #[must_use]
    pub fn sum(&self) -> u32 {
        self.x + self.y
    }

    #[attuned_telemetry_rt::observed(op = "move", fields(by))]
    #[attuned_telemetry_rt::audited(by = by)]
    pub async fn shift(&mut self, by: u32) -> Result<(), std::fmt::Error> {
        std::future::ready(()).await;
        if by == 0 {
            return Err(std::fmt::Error);
        }
        self.x += by;
        Ok(())
    }
}

#[attuned_telemetry_rt::observed(op = "both", fields(user))]
#[attuned_telemetry_rt::audited(event = StateUpdated, user_id = user, size = |size| *size)]
pub fn both(user: &str) -> Result<usize, std::fmt::Error> {
    Ok(user.len())
}

#[attuned_telemetry_rt::audited(event = StateUpdated, user_id = user)]
#[attuned_telemetry_rt::observed(op = "both", fields(user))]
pub async fn both_later(user: &str) -> Result<usize, std::fmt::Error> {
    Ok(user.len())
}

#[async_trait]
pub trait Store: Sync {
    async fn upsert(&self, user: String) -> Result<usize, std::fmt::Error>;

    #[attuned_telemetry_rt::observed]
    async fn get(&self, user: &str) -> usize {
        user.len()
    }
}

pub struct Memory<T> {
    items: Vec<T>,
}

#[async_trait]
impl<T: Send + Sync> Store for Memory<T> {
    #[attuned_telemetry_rt::observed(fields(user))]
    #[attuned_telemetry_rt::audited(event = StateUpdated, user_id = user)]
    async fn upsert(&self, user: String) -> Result<usize, std::fmt::Error> {
        Ok(user.len() + self.items.len())
    }
}

impl<T> Memory<T> {
    #[attuned_telemetry_rt::observed]
    pub fn first(&mut self) -> Option<&mut T> {
        self.items.first_mut()
    }

    #[attuned_telemetry_rt::observed]
    pub async fn first_later(&mut self) -> Option<&mut T> {
        self.items.first_mut()
    }
}

#[derive(attuned_telemetry_rt::HealthCheck)]
pub struct Disk;

#[derive(attuned_telemetry_rt::HealthCheck)]
#[health(name = "all")]
pub struct Parts<C: Send + Sync> {
    #[health(optional, timeout = "200ms")]
    pub disk: Box<Disk>,
    #[health(name = "where", with = ping)]
    pub address: String,
    pub other: C,
}

#[derive(attuned_telemetry_rt::HealthCheck)]
pub enum Place<'a, C, const N: usize> {
    #[deprecated]
    Here,
    There(u32, #[health] &'a Disk, #[health(unhealthy_above = LIMIT)] f64),
    Everywhere {
        #[health(optional)]
        copies: Vec<[C; N]>,
        #[health(with = |text| !text.is_empty())]
        address: String,
        #[health(with = is_known)]
        other: String,
        port: u16,
    },
}

pub const LEAST: u32 = 1;
pub const LIMIT: f64 = 0.95;

#[derive(attuned_telemetry_rt::HealthCheck)]
pub struct Old {
    #[deprecated]
    #[health]
    pub disk: Disk,
    #[deprecated]
    #[health(unhealthy_below = LEAST)]
    pub size: u32,
}

#[derive(attuned_telemetry_rt::HealthCheck)]
pub enum Empty {}

#[must_use]
pub fn is_known(address: &str) -> bool {
    !address.is_empty()
}

pub async fn ping(address: &String) -> bool {
    !address.is_empty()
}

#[derive(attuned_telemetry_rt::ErrorType)]
pub enum StoreError<E> {
    NotFound { user: String },
    #[error_type("full")]
    Quota(u32, u32),
    #[error_type(transparent)]
    Inner(E),
    Nested {
        at: u32,
        #[error_type(transparent)]
        cause: Box<Self>,
    },
    #[deprecated(note = "no longer used")]
    Refused,
}

#[derive(attuned_telemetry_rt::ErrorType)]
#[error_type(transparent)]
pub struct Wrapped<'a>(pub &'a StoreError<std::io::Error>);

#[derive(attuned_telemetry_rt::LabelValue)]
pub enum Backend {
    Memory,
    #[label("file")]
    Disk,
    #[deprecated(note = "no longer used")]
    Tape,
}

/// Functions whose bodies come from another macro.
macro_rules! function {
    ($name:ident $body:block) => {
        #[attuned_telemetry_rt::observed]
        pub fn $name() -> u32 $body
    };
    (captured $name:ident($slots:ident) $body:block) => {
        #[attuned_telemetry_rt::observed]
        pub fn $name($slots: std::ops::Range<usize>) -> usize $body
    };
    (async $name:ident $body:block) => {
        #[attuned_telemetry_rt::observed]
        pub async fn $name() -> u32 $body
    };
    (future $name:ident $body:block) => {
        #[attuned_telemetry_rt::observed]
        pub fn $name() -> impl Future<Output = u32> + Unpin $body
    };
    (iterator $name:ident $body:block) => {
        #[attuned_telemetry_rt::observed]
        pub fn $name() -> impl Iterator<Item = u32> $body
    };
    (tracked $name:ident $body:block) => {
        #[attuned_telemetry_rt::observed]
        #[track_caller]
        pub fn $name() -> u32 $body
    };
    (audited $name:ident $body:block) => {
        #[attuned_telemetry_rt::audited(event = "called")]
        pub fn $name() -> u32 $body
    };
    (both $name:ident $body:block) => {
        #[attuned_telemetry_rt::observed]
        #[attuned_telemetry_rt::audited(event = "called")]
        pub async fn $name() -> u32 $body
    };
    (block $name:ident $body:block) => {
        #[attuned_telemetry_rt::observed]
        impl Disk {
            pub fn $name(&self) -> u32 $body
        }
    };
}

function!(passed { 1 });
function!(captured passed_captured(slots) { slots.len() });
function!(async passed_later { 2 });
function!(future passed_future { std::future::ready(3) });
function!(iterator passed_iterator { std::iter::once(4) });
function!(tracked passed_tracked { 5 });
function!(audited passed_audited { 6 });
function!(both passed_both { 7 });
function!(block passed_block { 8 });

// Bodies that never end stay in their functions, and the compiler does not report the code after them.
#[attuned_telemetry_rt::observed]
impl Disk {
    #[track_caller]
    pub fn panics() {
        panic!("capacity exceeded");
    }

    #[track_caller]
    pub fn has_a_value_later(text: &str) -> Result<u32, std::num::ParseIntError> {
        todo!("{text}")
    }

    #[track_caller]
    pub fn never(self) -> ! {
        panic!("never")
    }

    #[track_caller]
    pub fn returns_or_exits(text: &str) -> usize {
        if text.is_empty() {
            return 0;
        }
        std::process::exit(1)
    }

    #[track_caller]
    pub fn serves() {
        loop {
            std::thread::park();
        }
    }

    #[track_caller]
    pub fn one_or_the_other(is_one: bool) -> u32 {
        if is_one { panic!("one") } else { unreachable!("other") }
    }

    #[track_caller]
    pub fn later() -> Pin<Box<dyn Future<Output = u32>>> {
        unimplemented!("later")
    }
}

#[attuned_telemetry_rt::audited(event = "refused")]
#[track_caller]
pub fn refuses() {
    unimplemented!("by this store")
}

#[attuned_telemetry_rt::observed]
#[attuned_telemetry_rt::audited(event = "refused", size = |size| *size)]
#[track_caller]
pub fn refuses_under_both() -> usize {
    unimplemented!("by this store")
}

fn main() {}
