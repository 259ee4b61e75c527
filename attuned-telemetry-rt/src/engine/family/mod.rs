//! One metric and its series.

pub(crate) mod cardinality;
pub(crate) mod family;
pub(crate) mod idle;
pub(crate) mod kind;
pub(crate) mod labels;
pub(crate) mod last_used;
pub(crate) mod limits;
pub(crate) mod table;
