use serde::de::DeserializeOwned;

use super::Shaped;
use super::rule::{Rule, Rules};

/// A body that is checked before a handler sees it.
///
/// Implemented by [the derive of the same name](derive@crate::WutsRequest), never by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no request struct",
    note = "add `#[derive(serde::Deserialize, wuts_core::WutsRequest)]` to `{Self}`"
)]
pub trait WutsRequest: Decode {
    /// The part of the request that it is read from.
    type Part: Part;

    /// The names of the fields, with their other names; told only by structs that are read from the path.
    const NAMES: Names = NO_NAMES;

    /// Show every field to `walk`, in the order of the declaration; with its value if there is one.
    fn fields<W: Walk>(walk: &mut W, value: Option<&Self>);

    /// What only a reader wants to know: documentation, defaults, examples.
    #[cfg(feature = "openapi")]
    #[doc(hidden)]
    fn told(_: &mut crate::openapi::Told) {}
}

/// The names of fields, each with its other names.
pub type Names = &'static [&'static [&'static str]];

/// No names. A constant, so that it is evaluated once and not for each struct.
pub(super) const NO_NAMES: Names = &[];

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

/// A part of a request, as a type: [`InPath`], [`InQuery`] or [`InBody`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no part of a request",
    label = "neither the path, the query nor the body",
    note = "write `from = path`, `from = query` or `from = body` in `#[wuts(…)]` on the struct"
)]
pub trait Part {
    /// The name under which a fault of the whole is reported.
    const NAME: &'static str;

    /// What is known of it at compile time.
    const READS: Reads;
}

/// A part of a request other than its body.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is the body of a request",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait OutsideBody: Part {}

impl OutsideBody for InPath {}
impl OutsideBody for InQuery {}
impl OutsideBody for InUnknown {}

/// A part of a request other than its path.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is the path of a request",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait OutsidePath: Part {}

impl OutsidePath for InQuery {}
impl OutsidePath for InBody {}
impl OutsidePath for InUnknown {}

/// Which part of a request an argument reads, as far as is known at compile time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// The path.
    Path,
    /// The query.
    Query,
    /// The body.
    Body,
    /// It is an extractor; which part it reads is its own business.
    Unknown,
    /// It has a mistake that is reported elsewhere, so nothing is to be said of it.
    Mistaken,
}

/// The part of a struct whose declaration has a mistake: any.
#[derive(Debug)]
pub enum InUnknown {}

impl Part for InUnknown {
    const NAME: &'static str = "body";
    const READS: Reads = Reads::Mistaken;
}

/// The parameters in the path: `#[wuts(from = path)]`.
#[derive(Debug)]
pub enum InPath {}

/// The query string: `#[wuts(from = query)]`.
#[derive(Debug)]
pub enum InQuery {}

/// The body.
#[derive(Debug)]
pub enum InBody {}

impl Part for InPath {
    const NAME: &'static str = "path";
    const READS: Reads = Reads::Path;
}

impl Part for InQuery {
    const NAME: &'static str = "query";
    const READS: Reads = Reads::Query;
}

impl Part for InBody {
    const NAME: &'static str = "body";
    const READS: Reads = Reads::Body;
}

/// Someone who looks at the fields of a struct; who is not interested in the rules over several fields passes them by.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot look at the fields of a struct",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait Walk {
    /// A field with a name of its own, and more that is told of it.
    fn field<F>(&mut self, field: Field, value: Option<&F>, shape: Shaped<'_, F>, rules: impl Rules<F>);

    /// A field of which nothing is told but its name. There is one for nearly every field, so it is one call for the compiler.
    #[inline]
    fn named<F>(&mut self, name: &'static str, value: Option<&F>, shape: Shaped<'_, F>, rules: impl Rules<F>) {
        self.field(field(name), value, shape, rules);
    }

    /// A field whose own fields stand beside the others.
    fn flatten<F>(&mut self, value: Option<&F>, shape: Shaped<'_, F>);

    /// There are no other fields than those seen so far.
    fn deny_unknown_fields(&mut self) {}

    /// Fields of which so many must be given; `given` tells which are, in the order of the group.
    fn group<T: Decode, const N: usize>(&mut self, _it: Option<&T>, _group: &'static Group, _given: impl Fn(&T) -> [bool; N]) {}

    /// A rule about the whole.
    fn whole<T: Decode>(&mut self, _it: Option<&T>, _rule: impl Rule<T>) {}
}

/// The wire's view of a field.
#[derive(Clone, Copy, Debug)]
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

/// A field of this name, which may be missing if its type says so.
pub const fn field(name: &'static str) -> Field {
    Field { name, aliases: &[], presence: Presence::OfType, is_sensitive: false }
}

impl Field {
    /// Which may be missing, whatever its type is.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.presence = Presence::Optional;
        self
    }

    /// Which must be there, whatever its type is.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.presence = Presence::Required;
        self
    }

    /// With other names that are read too.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
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

/// Fields that depend on one another by being given. Each is an `Option`.
#[derive(Debug)]
pub struct Group {
    /// Their names on the wire, with the other names that are read too.
    pub members: &'static [(&'static str, &'static [&'static str])],
    /// Whether more than one is too many.
    pub exactly_one: bool,
}

impl Group {
    pub(super) fn holds(&self, given: &[bool]) -> bool {
        let count = given.iter().filter(|is_given| **is_given).count();
        if self.exactly_one { count == 1 } else { count >= 1 }
    }

    pub(super) fn message(&self) -> String {
        let names: Vec<String> = self.members.iter().map(|(name, _)| format!("`{name}`")).collect();
        let (last, rest) = names.split_last().map_or((String::new(), &[][..]), |(last, rest)| (last.clone(), rest));
        let how = if self.exactly_one { "exactly" } else { "at least" };
        format!("{how} one of {} and {last} must be given", rest.join(", "))
    }
}

/// Whether the field of a [`Group`] is given.
#[diagnostic::on_unimplemented(
    message = "`exactly_one_of` and `any_of` need fields that may be missing, and `{Self}` may not",
    label = "this field is always there",
    note = "make it an `Option<{Self}>`"
)]
pub trait Given {
    /// Whether it is.
    fn is_given(&self) -> bool;
}

impl<T> Given for Option<T> {
    fn is_given(&self) -> bool {
        self.is_some()
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
