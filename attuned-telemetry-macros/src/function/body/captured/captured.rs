//! The parameters that the closure around a body captures by value.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{Attribute, FnArg, Pat, Receiver, ReceiverKind, ReturnType, Type};

use super::assigned::is_assigned_last;
use super::inert::is_inert;
use super::mentions::mentions;
use crate::function::signature::parameter::Parameter;
use crate::function::signature::signature::Signature;

/// The parameters that a body uses by value, in the order in which a function drops them: the last is first.
///
/// A closure borrows its captures if it can. But then the body cannot return a part of a parameter that holds a `&mut`,
/// and a type need not show that it does: `Self`, `Entry<'_>`, an alias. Before Rust 2021, a closure borrows a whole
/// parameter. In all editions, it borrows a parameter that the body assigns.
///
/// A parameter that `after` uses stays in the function. So does one that the body assigns last: the compiler would
/// report that nothing reads the value, although the destructor does.
pub(in crate::function) fn captured(signature: &Signature, body: &TokenStream, after: &TokenStream) -> Vec<Variable> {
    let mut variables = Vec::new();
    for parameter in signature.parameters.iter().filter_map(Parameter::parsed) {
        match &parameter {
            FnArg::Receiver(receiver) if may_hold_mutable(receiver) => variables.push(Variable {
                name: receiver.self_token.to_token_stream(),
                is_mutable: receiver.mutability.is_some(),
                is_reference: matches!(receiver.kind, ReceiverKind::Reference(..)),
            }),
            FnArg::Typed(typed) if !is_conditional(&typed.attrs) && !is_inert(&typed.ty) => {
                bindings(&typed.pat, matches!(*typed.ty, Type::Reference(_)), &mut variables);
            }
            FnArg::Receiver(_) | FnArg::Typed(_) => {}
        }
    }
    variables.retain(|variable| is_used(&variable.name, body));
    let stays = |variable: &Variable| {
        mentions(&variable.name, after) || (variable.is_mutable && is_assigned_last(&variable.name, body))
    };
    // The function drops what stays. It drops the parameters before it later, unless the body may return a part of
    // them.
    if let (true, Some(last)) = (returns_inert(signature), variables.iter().rposition(stays)) {
        variables.drain(..last);
    }
    variables.into_iter().rev().filter(|variable| !stays(variable)).collect()
}

fn returns_inert(signature: &Signature) -> bool {
    match &signature.output {
        ReturnType::Default => true,
        ReturnType::Type(_, returned) => is_inert(returned),
    }
}

/// A variable that a parameter declares.
pub(in crate::function) struct Variable {
    pub(in crate::function) name: TokenStream,
    is_mutable: bool,
    /// Whether the type of the parameter is written as a reference.
    pub(in crate::function) is_reference: bool,
}

fn may_hold_mutable(receiver: &Receiver) -> bool {
    match &receiver.kind {
        ReceiverKind::Reference(_, _, mutability) => mutability.is_some(),
        ReceiverKind::Typed(_, typed) => !is_inert(typed),
        _ => true,
    }
}

/// Whether the parameter may not exist.
fn is_conditional(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr"))
}

/// The variables of a pattern that are bound by value.
fn bindings(pattern: &Pat, is_reference: bool, found: &mut Vec<Variable>) {
    match pattern {
        Pat::Ident(binding) if binding.by_ref.is_none() => {
            let (name, is_mutable) = (binding.ident.to_token_stream(), binding.mutability.is_some());
            found.push(Variable { name, is_mutable, is_reference });
        }
        Pat::Paren(inner) => bindings(&inner.pat, is_reference, found),
        Pat::Struct(pattern) => pattern.fields.iter().for_each(|field| bindings(&field.pat, is_reference, found)),
        Pat::Tuple(pattern) => pattern.elems.iter().for_each(|element| bindings(element, is_reference, found)),
        Pat::TupleStruct(pattern) => pattern.elems.iter().for_each(|element| bindings(element, is_reference, found)),
        Pat::Slice(pattern) => pattern.elems.iter().for_each(|element| bindings(element, is_reference, found)),
        _ => {}
    }
}

/// Whether the body uses a name, or the name begins with `_`, so that the compiler does not report that it is unused.
fn is_used(name: &TokenStream, body: &TokenStream) -> bool {
    name.to_string().starts_with('_') || mentions(name, body)
}
