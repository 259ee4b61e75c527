use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
#[health(name = "the store", optional)]
enum Store {
    Memory {
        #[health(name = "a.b", timeout = "0s", optionl)]
        first: u8,
        #[health(degraded_above = 2, unhealthy_above = 1, with = ping)]
        second: u8,
    },
    #[health]
    Disk(#[health(unhealthy_over = 3)] u8),
}

fn main() {}
