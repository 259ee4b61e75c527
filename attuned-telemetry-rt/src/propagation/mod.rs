#![doc = include_str!("../../docs/propagation.md")]

mod baggage;
mod carrier;
mod context;
mod formats;
#[cfg(any(feature = "reqwest", feature = "tower"))]
mod layers;
mod losses;
mod policy;
mod trace;
mod white_space;

pub use self::baggage::{Baggage, BaggageEntry, InvalidKey};
pub use self::carrier::{Extractor, Injector};
pub use self::context::{CarriedContext, InContext};
pub use self::formats::{Propagator, Propagators, PropagatorsError};
pub use self::policy::{BaggagePolicy, Callers, PolicyError};
pub use self::trace::{TraceFlags, TraceParent, TraceState};

#[cfg(feature = "reqwest")]
pub use self::layers::reqwest;
#[cfg(feature = "tower")]
pub use self::layers::tower;
