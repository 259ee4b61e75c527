use attuned_telemetry_rt::HealthCheck;
enum Store {
    Memory,
    Disk { #[health(with = Disk::is_mounted)] path: Disk, read_only: bool },
    Remote(
        String,
        #[health(optional)]
        Box<dyn HealthCheck>,
        #[health(degraded_above = 3)]
        u32,
    ),
}
impl ::attuned_telemetry_rt::HealthCheck for Store {
    fn check<'_me: '_it, '_it>(&'_me self) -> ::attuned_telemetry_rt::Checking<'_it> {
        let mut _parts = ::attuned_telemetry_rt::__private::Parts::of("store");
        match self {
            Self::Disk { path: __path, .. } => {
                _parts.probe("path", move || Disk::is_mounted(__path));
            }
            Self::Remote(_, __1, __2) => {
                _parts.component("1", __1).optional().number("2", __2).degraded_above(3);
            }
            _ => {}
        }
        _parts.check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_COMPONENTS")]
        static __COMPONENT: ::attuned_telemetry_rt::__private::DerivedComponent = ::attuned_telemetry_rt::__private::DerivedComponent::new(
            ["store", "Store", "macrotest044"],
            "",
            &["path", "1", "2"],
        );
        __COMPONENT.name()
    }
}
struct Disk;
impl Disk {
    fn is_mounted(&self) -> bool {
        true
    }
}
fn main() {}
