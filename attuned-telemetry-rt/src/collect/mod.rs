//! Collects finished spans and log events for delivery.
