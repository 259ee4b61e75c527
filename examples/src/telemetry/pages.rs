//! The pages generated from the annotations: a dashboard, alert rules, and the catalog.

use std::error::Error;

use attuned_telemetry_rt::{AlertOptions, DashboardOptions, catalog};

use crate::arguments::Page;

/// Maximum percentage of errors. It allows some errors, because invalid requests from clients also count as errors.
const USUAL_ERROR_PERCENT: f64 = 10.0;

/// Returns a page that is generated from the annotations.
///
/// # Errors
///
/// Returns an error if an option is invalid.
pub(crate) fn page(page: Page) -> Result<String, Box<dyn Error>> {
    let catalog = catalog();
    match page {
        Page::Dashboard => Ok(catalog.dashboard(&DashboardOptions::new("State store"))),
        Page::Alerts => Ok(catalog.alerts(&AlertOptions::new().error_percent(USUAL_ERROR_PERCENT))?),
        Page::Catalog => Ok(catalog.to_json() + "\n"),
    }
}
