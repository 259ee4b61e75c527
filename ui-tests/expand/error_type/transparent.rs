// Fields and labels: 0

use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
enum StoreError {
    #[error_type(transparent)]
    Disk(std::io::Error),
    Corrupt {
        path: String,
        #[error_type(transparent)]
        cause: Box<StoreError>,
    },
}

fn main() {}
