//! What is generated from the catalog: Grafana dashboards and Prometheus rules.

pub mod alerts;
pub mod dashboard;
mod families;
mod promql;
mod yaml;
