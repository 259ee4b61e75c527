use attuned_telemetry_rt::{ErrorType, observed};

#[derive(ErrorType)]
enum StoreError {
    #[error_type(transparent)]
    Closed,
    #[error_type("")]
    Full,
    #[error_type(text = 5)]
    Late,
    #[error_type("a" transparent)]
    Disk(std::io::Error),
}

// Code that uses the type has no second error.
#[observed]
fn find() -> Result<(), StoreError> {
    println!("{}", StoreError::Full.error_type());
    Err(StoreError::Closed)
}

fn main() {
    let _ = find();
}
