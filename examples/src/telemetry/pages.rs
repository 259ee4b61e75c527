//! What is made of the annotations: a dashboard, alerts, and the list of them.

use std::error::Error;

use attuned_telemetry_rt::catalog;
use attuned_telemetry_rt::generate::alerts::AlertOptions;
use attuned_telemetry_rt::generate::dashboard::DashboardOptions;

use crate::arguments::Page;

/// A caller that asks for the wrong thing is an error here too, so some are usual.
const USUAL_ERROR_PERCENT: f64 = 10.0;

/// What is made of the annotations, as text.
///
/// # Errors
///
/// If an option is wrong.
pub(crate) fn page(page: Page) -> Result<String, Box<dyn Error>> {
    let catalog = catalog();
    match page {
        Page::Dashboard => Ok(catalog.dashboard(&DashboardOptions::new("State store"))),
        Page::Alerts => Ok(catalog.alerts(&AlertOptions::new().error_percent(USUAL_ERROR_PERCENT))?),
        Page::Catalog => Ok(catalog.to_json() + "\n"),
    }
}
