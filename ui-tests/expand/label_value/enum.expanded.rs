use attuned_telemetry_rt::LabelValue;
enum Backend {
    Memory,
    RemoteDisk = 7,
    #[label("vectors")]
    Qdrant,
    r#type {},
}
impl ::attuned_telemetry_rt::LabelValue for Backend {
    const COUNT: ::core::primitive::usize = 4usize;
    fn index(&self) -> ::core::primitive::usize {
        match *self {
            Self::Memory => 0usize,
            Self::RemoteDisk => 1usize,
            Self::Qdrant => 2usize,
            Self::r#type { .. } => 3usize,
        }
    }
    fn as_str(&self) -> &'static ::core::primitive::str {
        match *self {
            Self::Memory => "memory",
            Self::RemoteDisk => "remote_disk",
            Self::Qdrant => "vectors",
            Self::r#type { .. } => "type",
        }
    }
}
fn main() {}
