//! All telemetry code except the annotations: start-up, endpoints, gauges and the report. Only this module depends on
//! the feature.

#[cfg(feature = "telemetry")]
mod exposition;
#[cfg(feature = "telemetry")]
mod gauges;
#[cfg(feature = "telemetry")]
mod on;
#[cfg(feature = "telemetry")]
mod pages;
#[cfg(feature = "telemetry")]
mod report;
#[cfg(feature = "telemetry")]
mod series;
#[cfg(feature = "telemetry")]
pub(crate) use on::Telemetry;
#[cfg(feature = "telemetry")]
pub(crate) use pages::page;

#[cfg(not(feature = "telemetry"))]
mod off;
#[cfg(not(feature = "telemetry"))]
pub(crate) use off::{Telemetry, page};
