//! The values of settings, and the rules by which they are read.

mod certificate;
mod endpoint;
mod fault;
mod headers;
mod lists;
mod mask;
mod numbers;
mod pairs;
mod percent;
mod rule;

pub(super) use certificate::{Certificates, Pem, PrivateKey, loaded};
pub(super) use endpoint::{Endpoint, Path, UrlRule};
pub(super) use fault::{Fault, Given, Reading};
pub(super) use headers::{HeaderRule, Headers, headers_of_code};
pub(super) use lists::{ExporterRule, PropagatorRule};
pub(crate) use mask::masked_url;
pub(super) use numbers::{Count, Flag, Limit, Milliseconds, Ratio};
pub(super) use pairs::pairs;
pub(super) use percent::decoded;
pub(super) use rule::{Choice, Rule, Text};
