//! Audit records: who did what, with which outcome.

pub(crate) mod audited_call;
pub(crate) mod audited_function;
pub(crate) mod capture;
pub(crate) mod event;
pub(crate) mod sink;
