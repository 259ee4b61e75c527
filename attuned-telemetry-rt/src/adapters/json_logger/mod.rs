//! Log records as JSON lines: to standard output, standard error, a file that rotates, or any writer.

mod failure;
pub(super) mod json_logger;
mod line;
mod output;
mod rotating_file;
pub(super) mod rotation;
mod shared_output;
mod whole_lines;
