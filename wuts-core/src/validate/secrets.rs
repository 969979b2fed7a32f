//! Whether a struct has something inside that must not be shown, so that no text which contains it is shown either.

use super::rule::Rules;
use super::{Field, Shape, Shaped, Walk, WutsRequest};

/// How many structs deep secrets are looked for; a type may contain itself.
pub(super) const DEPTH: usize = 6;

/// Looks for a secret among the fields.
struct Secrets {
    depth: usize,
    found: bool,
}

/// Whether `T` has one.
pub(super) fn inside<T: WutsRequest>(depth: usize) -> bool {
    if depth == 0 {
        return false;
    }
    let mut secrets = Secrets { depth, found: false };
    T::fields(&mut secrets, None);
    secrets.found
}

impl Secrets {
    fn look<F>(&mut self, is_sensitive: bool, inside: &dyn Shape<F>) {
        self.found = self.found || is_sensitive || inside.has_secrets(self.depth - 1);
    }
}

impl Walk for Secrets {
    fn field<F>(&mut self, field: Field, _: Option<&F>, Shaped(shape): Shaped<'_, F>, _: impl Rules<F>) {
        self.look(field.is_sensitive, shape);
    }

    fn flatten<F>(&mut self, _: Option<&F>, Shaped(shape): Shaped<'_, F>) {
        self.look(false, shape);
    }
}
