//! The resource: the attributes of the process that sends.

mod attributes;
mod instance_id;
mod resource;

pub(super) use resource::resource;
