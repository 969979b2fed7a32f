use serde::de::DeserializeOwned;

use super::Shape;
use super::rule::Rules;

/// A body that is checked before a handler sees it.
///
/// Implemented by [the derive of the same name](derive@crate::WutsRequest), never by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no request struct",
    note = "add `#[derive(serde::Deserialize, wuts_core::WutsRequest)]` to `{Self}`"
)]
pub trait WutsRequest: Decode {
    /// Whether a field is marked `sensitive`, so that no part of this struct's own text may be shown.
    const HAS_SECRETS: bool = false;

    /// Show every field to `walk`, in the order of the declaration.
    fn fields<W: Walk<Self>>(walk: &mut W);
}

/// What can be read from JSON: anything that implements `Deserialize` and owns its data.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from JSON",
    label = "this request lacks `Deserialize`",
    note = "add `#[derive(serde::Deserialize)]` to `{Self}`"
)]
pub trait Decode: Sized {
    /// Read a JSON text.
    fn decode(text: &str) -> Result<Self, serde_json::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Decode for T {
    fn decode(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// Someone who looks at the fields of a `T`.
pub trait Walk<T> {
    /// A field with a name of its own.
    fn field<F>(&mut self, field: &'static Field, get: impl Fn(&T) -> &F, shape: impl Shape<F>, rules: impl Rules<F>);

    /// A field whose own fields stand beside the others.
    fn flatten<F>(&mut self, get: impl Fn(&T) -> &F, shape: impl Shape<F>);

    /// There are no other fields than those seen so far.
    fn deny_unknown_fields(&mut self);
}

/// The wire's view of a field.
#[derive(Debug)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// Other names that are read too.
    pub aliases: &'static [&'static str],
    /// What happens if it is missing.
    pub presence: Presence,
    /// Whether its value must not be shown.
    pub is_sensitive: bool,
}

impl Field {
    /// A field with these properties.
    pub const fn new(name: &'static str, aliases: &'static [&'static str], presence: Presence) -> Self {
        Self { name, aliases, presence, is_sensitive: false }
    }

    /// With a value that must not be shown.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.is_sensitive = true;
        self
    }

    pub(super) fn is_named(&self, key: &str) -> bool {
        self.name == key || self.aliases.contains(&key)
    }
}

/// Whether a field may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The type decides: an `Option` may be missing.
    OfType,
    /// It may be missing, there is a default.
    Optional,
    /// It must be there, whatever its type is.
    Required,
}
