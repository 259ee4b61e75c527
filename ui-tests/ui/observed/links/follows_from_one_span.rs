use attuned_telemetry_rt::observed;

struct Job;

#[observed(follows_from = job)]
fn run(job: &Job) {
    let Job = job;
}

fn main() {}
