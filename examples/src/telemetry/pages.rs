//! The pages generated from the annotations: a dashboard, alert rules, and the catalog.

use std::error::Error;

use attuned_telemetry_rt::{AlertOptions, DashboardOptions, catalog};

use crate::arguments::Page;

/// Maximum percentage of errors. Invalid requests of clients are counted as errors too, so some errors are normal.
const USUAL_ERROR_PERCENT: f64 = 10.0;

/// A page generated from the annotations.
///
/// # Errors
///
/// If an option is invalid.
pub(crate) fn page(page: Page) -> Result<String, Box<dyn Error>> {
    let catalog = catalog();
    match page {
        Page::Dashboard => Ok(catalog.dashboard(&DashboardOptions::new("State store"))),
        Page::Alerts => Ok(catalog.alerts(&AlertOptions::new().error_percent(USUAL_ERROR_PERCENT))?),
        Page::Catalog => Ok(catalog.to_json() + "\n"),
    }
}
