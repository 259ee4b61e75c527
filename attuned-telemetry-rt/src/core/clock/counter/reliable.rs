//! Whether the counter has a constant rate, according to the system.

/// Whether the kernel itself uses the counter as its clock. The kernel compares the counter with other clocks while it
/// runs, and stops using it if they differ.
///
/// Source: <https://docs.kernel.org/timers/timekeeping.html>
#[cfg(all(target_arch = "x86_64", any(target_os = "android", target_os = "linux"), not(miri)))]
pub(super) fn is_reliable() -> bool {
    const CURRENT: &str = "/sys/devices/system/clocksource/clocksource0/current_clocksource";
    std::fs::read_to_string(CURRENT).is_ok_and(|source| is_counter(&source))
}

/// Whether this is the kernel's name of the counter.
#[cfg(all(target_arch = "x86_64", any(target_os = "android", target_os = "linux"), not(miri)))]
fn is_counter(source: &str) -> bool {
    source.trim_end() == "tsc"
}

/// Whether the processor guarantees a constant rate, which it calls an invariant counter.
///
/// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3, section 19.17.1
#[cfg(all(target_arch = "x86_64", any(target_os = "freebsd", target_os = "macos", target_os = "windows"), not(miri)))]
#[expect(unsafe_code, reason = "asking the processor has no effect, and every processor of this kind can be asked")]
#[allow(unused_unsafe, reason = "it is safe in newer versions of Rust")]
pub(super) fn is_reliable() -> bool {
    use core::arch::x86_64::__cpuid;

    const MOST: u32 = 0x8000_0000;
    const POWER_MANAGEMENT: u32 = 0x8000_0007;
    // SAFETY: every x86_64 processor has `cpuid`.
    let ask = |leaf| unsafe { __cpuid(leaf) };
    ask(MOST).eax >= POWER_MANAGEMENT && ask(POWER_MANAGEMENT).edx >> 8 & 1 == 1
}

/// The counter is not used on other platforms.
#[cfg(not(all(
    target_arch = "x86_64",
    any(target_os = "android", target_os = "freebsd", target_os = "linux", target_os = "macos", target_os = "windows"),
    not(miri)
)))]
pub(super) fn is_reliable() -> bool {
    false
}

#[cfg(all(test, target_arch = "x86_64", target_os = "linux", not(miri)))]
mod tests {
    use super::*;

    #[test]
    fn the_counter_is_reliable_if_it_is_the_clock_of_the_kernel() {
        assert_eq!(
            ["tsc\n", "hpet\n", "kvm-clock\n", "acpi_pm\n", "xen\n", ""].map(is_counter),
            [true, false, false, false, false, false]
        );
    }
}
