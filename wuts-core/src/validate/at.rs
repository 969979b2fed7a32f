use std::fmt;

use super::Field;

/// Where in a request: rendered as `contacts[3].number`, and only when there is something to report.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    /// The whole, by its name.
    Root(&'static str),
    /// A field by the name of its declaration.
    Declared(&'a At<'a>, &'static str),
    /// A field by another name, or a key of a map.
    Field(&'a At<'a>, &'a str),
    /// An element of a list.
    Index(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    /// The field that was found under this name.
    pub(super) fn found(&'a self, field: &Field, key: &'a str) -> Self {
        if key == field.name { Self::Declared(self, field.name) } else { Self::Field(self, key) }
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(name) => f.write_str(name),
            Self::Declared(parent, name) => below(parent, name, f),
            Self::Field(parent, name) => below(parent, name, f),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

fn below(parent: &At<'_>, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match parent {
        At::Root(_) => f.write_str(name),
        parent => write!(f, "{parent}.{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_dotted_and_indexed() {
        let body = At::Root("body");
        let contacts = At::Declared(&body, "contacts");
        let third = At::Index(&contacts, 3);
        assert_eq!(At::Field(&third, "number").to_string(), "contacts[3].number");
        assert_eq!(body.to_string(), "body");
    }
}
