use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
#[error_type(crat = attuned_telemetry_rt)]
enum StoreError {
    #[error_type(transparant)]
    Disk(std::io::Error),
}

fn main() {}
