//! Names of the kinds of `std::io::Error`.

use std::io::ErrorKind;

/// Every kind that is stable in the oldest supported Rust version.
const NAMES: [(ErrorKind, &str); 38] = [
    (ErrorKind::NotFound, "not_found"),
    (ErrorKind::PermissionDenied, "permission_denied"),
    (ErrorKind::ConnectionRefused, "connection_refused"),
    (ErrorKind::ConnectionReset, "connection_reset"),
    (ErrorKind::HostUnreachable, "host_unreachable"),
    (ErrorKind::NetworkUnreachable, "network_unreachable"),
    (ErrorKind::ConnectionAborted, "connection_aborted"),
    (ErrorKind::NotConnected, "not_connected"),
    (ErrorKind::AddrInUse, "addr_in_use"),
    (ErrorKind::AddrNotAvailable, "addr_not_available"),
    (ErrorKind::NetworkDown, "network_down"),
    (ErrorKind::BrokenPipe, "broken_pipe"),
    (ErrorKind::AlreadyExists, "already_exists"),
    (ErrorKind::WouldBlock, "would_block"),
    (ErrorKind::NotADirectory, "not_a_directory"),
    (ErrorKind::IsADirectory, "is_a_directory"),
    (ErrorKind::DirectoryNotEmpty, "directory_not_empty"),
    (ErrorKind::ReadOnlyFilesystem, "read_only_filesystem"),
    (ErrorKind::StaleNetworkFileHandle, "stale_network_file_handle"),
    (ErrorKind::InvalidInput, "invalid_input"),
    (ErrorKind::InvalidData, "invalid_data"),
    (ErrorKind::TimedOut, "timed_out"),
    (ErrorKind::WriteZero, "write_zero"),
    (ErrorKind::StorageFull, "storage_full"),
    (ErrorKind::NotSeekable, "not_seekable"),
    (ErrorKind::QuotaExceeded, "quota_exceeded"),
    (ErrorKind::FileTooLarge, "file_too_large"),
    (ErrorKind::ResourceBusy, "resource_busy"),
    (ErrorKind::ExecutableFileBusy, "executable_file_busy"),
    (ErrorKind::Deadlock, "deadlock"),
    (ErrorKind::CrossesDevices, "crosses_devices"),
    (ErrorKind::TooManyLinks, "too_many_links"),
    (ErrorKind::ArgumentListTooLong, "argument_list_too_long"),
    (ErrorKind::Interrupted, "interrupted"),
    (ErrorKind::Unsupported, "unsupported"),
    (ErrorKind::UnexpectedEof, "unexpected_eof"),
    (ErrorKind::OutOfMemory, "out_of_memory"),
    (ErrorKind::Other, "other"),
];

/// Returns the kind in `snake_case`. For a kind that is not listed it is `_OTHER`, OpenTelemetry's fallback.
pub(crate) fn name(kind: ErrorKind) -> &'static str {
    NAMES.iter().find(|(named, _)| *named == kind).map_or("_OTHER", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::{NAMES, name};

    /// `NotADirectory` → `not_a_directory`
    fn snake_case(kind: &str) -> String {
        let spaced: String =
            kind.chars().flat_map(|letter| letter.is_uppercase().then_some('_').into_iter().chain([letter])).collect();
        spaced.trim_start_matches('_').to_lowercase()
    }

    #[test]
    fn kind_has_the_name_of_its_variant() {
        for (kind, given) in NAMES {
            assert_eq!(given, snake_case(&format!("{kind:?}")));
            assert_eq!(name(kind), given);
        }
    }

    #[test]
    fn kind_without_a_name_is_other() {
        // This error code maps to an unstable kind.
        let uncategorized = io::Error::from_raw_os_error(i32::MAX).kind();
        assert_eq!(name(uncategorized), "_OTHER");
    }
}
