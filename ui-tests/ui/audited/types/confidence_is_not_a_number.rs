use attuned_telemetry_rt::audited;

struct Confidence;

#[audited(event = StateDeleted, confidence = confidence)]
fn delete(confidence: Confidence) {
    drop(confidence);
}

fn main() {
    delete(Confidence);
}
