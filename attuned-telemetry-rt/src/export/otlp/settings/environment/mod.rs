//! The environment variables that are read.

mod defaults;
mod options;
mod table;
mod unknown;
mod variable;
mod variables;

pub(super) use defaults::{ATTUNED_ENDPOINT, ATTUNED_PREFIX, ATTUNED_STRICT};
pub(super) use options::{
    CERTIFICATE, CLIENT_CERTIFICATE, CLIENT_KEY, COMPRESSION, ENDPOINT, HEADERS, INSECURE, Names, PROTOCOL, TIMEOUT,
};
pub(super) use table::table;
pub(super) use unknown::{UNSUPPORTED, misspelt, misspelt_attuned};
pub use variable::OtlpVariable;
pub(super) use variables::Variables;
