//! Empty. The package exists for its tests, with a runtime that has every macro enabled.
