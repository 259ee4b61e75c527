#![doc = include_str!("../../../docs/dashboards.md")]

mod dashboard;
mod expressions;
mod options;
mod panel;
mod row;
mod rows;
mod variables;

pub use options::DashboardOptions;
