//! Components behind pointers, and optional components.

use alloc::boxed::Box;
#[cfg(target_has_atomic = "ptr")]
use alloc::sync::Arc;
use core::future::ready;

use super::component::{Checking, ComponentHealth, HealthCheck};
use crate::core::verdict::type_name::short_type_name;

macro_rules! behind_a_pointer {
    ($($pointer:ty),*) => {
        $(impl<C: HealthCheck + ?Sized> HealthCheck for $pointer {
            fn check<'life0, 'async_trait>(&'life0 self) -> Checking<'async_trait>
            where
                'life0: 'async_trait,
                Self: 'async_trait,
            {
                (**self).check()
            }

            fn name(&self) -> &'static str {
                (**self).name()
            }

            fn is_there(&self) -> bool {
                (**self).is_there()
            }
        })*
    };
}

behind_a_pointer!(Box<C>, &C);
#[cfg(target_has_atomic = "ptr")]
behind_a_pointer!(Arc<C>);

/// `None` is left out of the report.
impl<C: HealthCheck> HealthCheck for Option<C> {
    fn check<'life0, 'async_trait>(&'life0 self) -> Checking<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        match self {
            Some(component) => component.check(),
            None => Box::pin(ready(ComponentHealth::healthy(self.name()))),
        }
    }

    fn name(&self) -> &'static str {
        self.as_ref().map_or_else(short_type_name::<C>, HealthCheck::name)
    }

    fn is_there(&self) -> bool {
        self.as_ref().is_some_and(HealthCheck::is_there)
    }
}
