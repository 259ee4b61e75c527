// Nothing to be set up.

pub fn set_up() {}
