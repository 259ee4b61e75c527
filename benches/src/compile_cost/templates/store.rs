// Types that the functions use, equal in every variant.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

#[derive(Debug)]
pub enum StoreError {
    NotFound(String),
    Short { missing: u64 },
    Full,
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound(key) => write!(formatter, "{key} is not there"),
            Self::Short { missing } => write!(formatter, "{missing} are missing"),
            Self::Full => formatter.write_str("there is no room"),
        }
    }
}

impl std::error::Error for StoreError {}

#[derive(Clone, Debug)]
pub struct Request {
    pub user: u64,
    pub amount: u64,
}

#[derive(Debug)]
pub struct Store {
    balances: Vec<(String, u64)>,
}

impl Store {
    // Not a part of each function's code.
    #[inline(never)]
    pub fn find(&self, key: &str) -> Result<u64, StoreError> {
        let found = self.balances.iter().find(|(known, _)| known == key);
        found.map(|(_, balance)| *balance).ok_or_else(|| StoreError::NotFound(key.to_owned()))
    }

    pub fn fetch<'a>(&'a self, key: &'a str) -> Fetch<'a> {
        Fetch { store: self, key, waited: false }
    }
}

// Is pending once, then returns the value.
#[derive(Debug)]
pub struct Fetch<'a> {
    store: &'a Store,
    key: &'a str,
    waited: bool,
}

impl Future for Fetch<'_> {
    type Output = Result<u64, StoreError>;

    #[inline(never)]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if std::mem::replace(&mut self.waited, true) {
            return Poll::Ready(self.store.find(self.key));
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}
