// All traces are sampled.
const RATIO: f64 = 1.0;
