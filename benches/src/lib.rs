//! What the benches share: how they read a command line, generate a workspace and print a table.

pub mod command_line;
pub mod folders;
pub mod machine;
pub mod pages;
pub mod program;
pub mod table;
pub mod workspace;
