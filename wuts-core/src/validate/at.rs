use std::fmt;

/// Where in a request: rendered as `contacts[3].number`, and only when there is something to report.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    /// The whole, by its name.
    Root(&'static str),
    /// A field, or a key of a map.
    Field(&'a At<'a>, &'a str),
    /// An element of a list.
    Index(&'a At<'a>, usize),
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(name) => f.write_str(name),
            Self::Field(Self::Root(_), name) => f.write_str(name),
            Self::Field(parent, name) => write!(f, "{parent}.{name}"),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_dotted_and_indexed() {
        let body = At::Root("body");
        let contacts = At::Field(&body, "contacts");
        let third = At::Index(&contacts, 3);
        assert_eq!(At::Field(&third, "number").to_string(), "contacts[3].number");
        assert_eq!(body.to_string(), "body");
    }
}
