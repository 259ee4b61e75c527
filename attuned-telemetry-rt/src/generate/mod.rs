//! Generates Grafana dashboards and Prometheus rules from the catalog.

pub mod alerts;
pub mod dashboard;
mod families;
mod promql;
mod yaml;
