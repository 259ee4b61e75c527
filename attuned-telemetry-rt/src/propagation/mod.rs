//! Trace context and baggage that cross processes, in the headers of requests.
