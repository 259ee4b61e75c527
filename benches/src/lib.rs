//! Shared code of the benches: command lines, generated workspaces and tables.

pub mod command_line;
pub mod folders;
pub mod machine;
pub mod pages;
pub mod program;
pub mod table;
pub mod workspace;
