// No trace is sampled.
const RATIO: f64 = 0.0;
