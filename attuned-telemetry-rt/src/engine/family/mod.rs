//! A metric and its series.

pub(crate) mod aggregation;
pub(crate) mod cardinality;
pub(crate) mod family;
pub(crate) mod first_time;
pub(crate) mod idle;
pub(crate) mod limits;
pub(crate) mod metric_kind;
pub(crate) mod series;
