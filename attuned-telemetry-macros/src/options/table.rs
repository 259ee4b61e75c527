//! A table of options, declared once by [`options!`].
//!
//! The declaration gives the struct, the message about an unknown key and the check for a key given twice.

use proc_macro2::Ident;
use syn::Error;
use syn::parse::ParseStream;

#[cfg(feature = "observe")]
use super::conflicts::Setting;
use super::value::OptionValue;

/// An option that was given, with its key: errors about a conflict underline that word.
pub(crate) struct Given<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

/// A table of options.
pub(crate) trait Options: Default {
    /// Every key, in the order in which messages list them.
    const KEYS: &'static [&'static str];

    /// Reads the value of `key` from `input`. Returns `None` if the table has no such key.
    fn read(&mut self, key: &Ident, input: ParseStream<'_>) -> Option<syn::Result<()>>;

    /// The key that gives a setting. `None` if the setting is not given.
    #[cfg(feature = "observe")]
    fn key_of(&self, setting: &Setting) -> Option<&Ident>;
}

/// Declares a table of options: the key as users write it, the field, and the type of its value.
macro_rules! options {
    ($(#[$attribute:meta])* $visibility:vis struct $name:ident {
        $($(#[$doc:meta])* $key:literal => $field:ident: $kind:ty,)*
    }) => {
        $(#[$attribute])*
        #[derive(Default)]
        $visibility struct $name {
            $($(#[$doc])* $visibility $field: Option<crate::options::table::Given<$kind>>,)*
        }

        impl crate::options::table::Options for $name {
            const KEYS: &'static [&'static str] = &[$($key),*];

            fn read(
                &mut self,
                key: &proc_macro2::Ident,
                input: syn::parse::ParseStream<'_>,
            ) -> Option<syn::Result<()>> {
                match key.to_string().as_str() {
                    $($key => Some(crate::options::table::fill(&mut self.$field, key, input)),)*
                    _ => None,
                }
            }

            #[cfg(feature = "observe")]
            fn key_of(&self, setting: &crate::options::conflicts::Setting) -> Option<&proc_macro2::Ident> {
                match setting.key {
                    $($key => crate::options::table::key_of(self.$field.as_ref(), setting),)*
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use options;

/// Reads the value of one option into `place`, which must be empty. The value is read in any case, so that the options
/// after a duplicate are checked too.
pub(crate) fn fill<T: OptionValue>(
    place: &mut Option<Given<T>>,
    key: &Ident,
    input: ParseStream<'_>,
) -> syn::Result<()> {
    let value = T::parse(key, input)?;
    if place.is_some() {
        return Err(Error::new(key.span(), format!("option `{key}` is given twice: keep one of them")));
    }
    *place = Some(Given { key: key.clone(), value });
    Ok(())
}

/// The key of an option, if it is given as the setting says.
#[cfg(feature = "observe")]
pub(crate) fn key_of<'given, T: OptionValue>(
    given: Option<&'given Given<T>>,
    setting: &Setting,
) -> Option<&'given Ident> {
    given.filter(|given| !setting.is_off || given.value.is_off()).map(|given| &given.key)
}
