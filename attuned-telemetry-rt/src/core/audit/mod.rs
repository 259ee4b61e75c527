//! Audit records: who did what, and how it ended.

pub(crate) mod audited_function;
pub(crate) mod capture;
pub(crate) mod event;
pub(crate) mod record;
pub(crate) mod sink;
