//! Reads the lists that the linker collected.

use super::entries::{AuditEntry, Catalog, ComponentEntry};
#[cfg(any(feature = "audit", feature = "health"))]
use super::linked;
#[cfg(feature = "observe")]
use super::operations::operations;
#[cfg(feature = "audit")]
use crate::core::audit::audited_function::AuditedFunction;
#[cfg(feature = "health")]
use crate::core::health::derived_component::DerivedComponent;

#[doc = include_str!("../../docs/catalog.md")]
#[must_use]
pub fn catalog() -> Catalog {
    let mut catalog = Catalog { operations: operations(), audit_events: audit_events(), components: components() };
    // The linker's order is arbitrary. Annotations in a `macro_rules` share a line, but usually not a module.
    catalog.operations.sort_by_key(|entry| (entry.scope, entry.op, entry.file, entry.line, entry.module));
    catalog.audit_events.sort_by_key(|entry| (entry.operation, entry.file, entry.line, entry.module));
    catalog.components.sort_by_key(|entry| (entry.name, entry.file, entry.line, entry.module));
    catalog
}

#[cfg(not(feature = "observe"))]
fn operations() -> Vec<super::entries::OperationEntry> {
    Vec::new()
}

#[cfg(feature = "audit")]
fn audit_events() -> Vec<AuditEntry> {
    linked::ATTUNED_TELEMETRY_0_1_AUDITED.iter().map(audit_event).collect()
}

#[cfg(feature = "audit")]
fn audit_event(&AuditedFunction { names: [operation, event, module], doc, location }: &AuditedFunction) -> AuditEntry {
    AuditEntry { operation, event, module, file: location.file(), line: location.line(), doc }
}

#[cfg(not(feature = "audit"))]
fn audit_events() -> Vec<AuditEntry> {
    Vec::new()
}

#[cfg(feature = "health")]
fn components() -> Vec<ComponentEntry> {
    linked::ATTUNED_TELEMETRY_0_1_COMPONENTS.iter().map(component).collect()
}

#[cfg(feature = "health")]
fn component(
    &DerivedComponent { names: [name, type_name, module], doc, parts, location }: &DerivedComponent,
) -> ComponentEntry {
    ComponentEntry { name, type_name, parts, module, file: location.file(), line: location.line(), doc }
}

#[cfg(not(feature = "health"))]
fn components() -> Vec<ComponentEntry> {
    Vec::new()
}
