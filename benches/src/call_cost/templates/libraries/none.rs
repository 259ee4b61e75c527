// No set-up.

pub fn set_up() {}
