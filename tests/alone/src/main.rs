//! Uses what each feature of the runtime provides, according to its documentation. `ci/features` runs this program with
//! each feature alone.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[cfg(feature = "adapters")]
mod adapters;
#[cfg(feature = "audit")]
mod audit;
#[cfg(feature = "audit-file")]
mod audit_file;
#[cfg(feature = "catalog")]
mod catalog;
#[cfg(feature = "health")]
mod health;
#[cfg(feature = "init")]
mod init;
#[cfg(feature = "observe")]
mod observe;
#[cfg(feature = "otlp")]
mod otlp;
#[cfg(feature = "prometheus")]
mod prometheus;
#[cfg(feature = "propagation")]
mod propagation;
#[cfg(feature = "protobuf")]
mod protobuf;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "serve")]
mod serve;
mod shop;
#[cfg(feature = "tower")]
mod tower;

fn main() {
    shop::check();
    #[cfg(feature = "adapters")]
    adapters::check();
    #[cfg(feature = "audit")]
    audit::check();
    #[cfg(feature = "audit-file")]
    audit_file::check();
    #[cfg(feature = "catalog")]
    catalog::check();
    #[cfg(feature = "health")]
    health::check();
    #[cfg(feature = "init")]
    init::check();
    #[cfg(feature = "observe")]
    observe::check();
    #[cfg(feature = "otlp")]
    otlp::check();
    #[cfg(feature = "prometheus")]
    prometheus::check();
    #[cfg(feature = "propagation")]
    propagation::check();
    #[cfg(feature = "protobuf")]
    protobuf::check();
    #[cfg(feature = "reqwest")]
    reqwest::check();
    #[cfg(feature = "serve")]
    serve::check();
    #[cfg(feature = "tower")]
    tower::check();
}
