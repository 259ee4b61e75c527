//! Pages that are generated from the annotations: dashboard, alerts and catalog.

use std::error::Error;

use attuned_telemetry_rt::catalog;
use attuned_telemetry_rt::generate::alerts::AlertOptions;
use attuned_telemetry_rt::generate::dashboard::DashboardOptions;

use crate::arguments::Page;

/// Threshold for `ErrorShareHigh`. Client mistakes are errors here too, so some errors are normal.
const USUAL_ERROR_PERCENT: f64 = 10.0;

/// Returns a page.
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
