//! A metric and its series.

pub(crate) mod aggregation;
pub(crate) mod cardinality;
#[cfg_attr(not(feature = "adapters"), allow(dead_code, reason = "only adapters read the values of removed series"))]
pub(crate) mod departed;
pub(crate) mod family;
pub(crate) mod first_time;
pub(crate) mod idle;
mod last_value;
pub(crate) mod limits;
pub(crate) mod metric_kind;
pub(crate) mod series;
