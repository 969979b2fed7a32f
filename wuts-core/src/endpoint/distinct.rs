//! What is checked of declarations at compile time: that no two conflict, and that a path and its arguments agree.

use super::Description;
use crate::constant::same;
use crate::validate::{Argument, Reads};

/// Whether no two endpoints share method and path, or an operation id; evaluated at compile time by `endpoints!`.
///
/// # Panics
///
/// Two do; the message names both. In a constant that is a compile error.
pub const fn all_distinct(descriptions: &[Description]) {
    let (mut routes, mut operations) = (Seen::nothing(), Seen::nothing());
    let mut i = 0;
    while i < descriptions.len() {
        let added = &descriptions[i];
        // Both are taken down, whatever the other was.
        let (route, operation) = (routes.take_down(added.route), operations.take_down(added.operation));
        if route || operation {
            differs(added, descriptions.split_at(i).0);
        }
        i += 1;
    }
}

/// Whether an endpoint conflicts with none of these.
const fn differs(b: &Description, others: &[Description]) {
    let mut i = 0;
    while i < others.len() {
        let a = &others[i];
        if a.route == b.route && same_route(a.path.as_bytes(), b.path.as_bytes()) {
            if a.method as u8 == b.method as u8 {
                conflict(&[a.operation_id, " and ", b.operation_id, " are both ", a.method.name(), " ", a.path]);
            }
            if !same(a.path, b.path) {
                let but = " name the parameters of one path differently: ";
                conflict(&[a.operation_id, " and ", b.operation_id, but, a.path, " and ", b.path]);
            }
        }
        if a.operation == b.operation && same(a.operation_id, b.operation_id) {
            conflict(&["two endpoints have the operation id ", a.operation_id, ": ", a.path, " and ", b.path]);
        }
        i += 1;
    }
}

/// Numbers that were seen, as one bit for each: what has not been seen is known at once, so that a long list is not compared
/// pair by pair. What may have been seen is to be looked for.
struct Seen([u64; 128]);

impl Seen {
    const fn nothing() -> Self {
        Self([0; 128])
    }

    /// Take a number down; tells whether it may have been there before.
    const fn take_down(&mut self, number: u64) -> bool {
        let (word, bit) = ((number / 64 % 128) as usize, 1 << (number % 64));
        let is_there = self.0[word] & bit != 0;
        self.0[word] |= bit;
        is_there
    }
}

/// Panics with these pieces as the message.
const fn conflict(pieces: &[&str]) -> ! {
    let mut message = [0; 512];
    let mut length = 0;
    let mut i = 0;
    while i < pieces.len() {
        let piece = pieces[i].as_bytes();
        let mut j = 0;
        while j < piece.len() && length < message.len() {
            message[length] = piece[j];
            length += 1;
            j += 1;
        }
        i += 1;
    }
    match std::str::from_utf8(message.split_at(length).0) {
        Ok(message) => panic!("{}", message),
        Err(_) => panic!("two endpoints of this list conflict"),
    }
}

/// Whether the request structs among the arguments of an endpoint read just the parameters that its path has. `is_bound` tells
/// that a `Path<…>` binds them.
///
/// # Panics
///
/// They do not; the message says what to write. In a constant that is a compile error.
///
/// The lists are values, for a reference in a constant is a constant of its own, to be evaluated for each endpoint.
pub const fn fit<const P: usize, const A: usize>(parameters: [&str; P], is_bound: bool, arguments: [Argument; A]) {
    let mut i = 0;
    while i < arguments.len() {
        let (reads, names) = arguments[i];
        match reads {
            Reads::Path => all_are_there(names, &parameters),
            Reads::Mistaken => return,
            Reads::Query | Reads::Body | Reads::Unknown => {}
        }
        i += 1;
    }
    let mut i = 0;
    while i < parameters.len() && !is_bound {
        if !is_read(parameters[i], &arguments) {
            conflict(&[
                "no argument binds the path parameter `",
                parameters[i],
                "`: give it a field in a struct with `#[wuts(from = path)]`, or take `Path<…>`",
            ]);
        }
        i += 1;
    }
}

/// Whether none of the types inside another is a request struct.
///
/// # Panics
///
/// One is, and its rules would not be seen. In a constant that is a compile error.
pub const fn hides_no_request(inside: &[Argument]) {
    let mut i = 0;
    while i < inside.len() {
        if !matches!(inside[i].0, Reads::Unknown | Reads::Mistaken) {
            conflict(&[
                "the rules of a request struct are not seen in here: use `Option`, `Box`, `Vec`, `HashMap` or `BTreeMap` around it",
            ]);
        }
        i += 1;
    }
}

const fn all_are_there(names: &[&[&str]], parameters: &[&str]) {
    let mut i = 0;
    while i < names.len() {
        if !has_one(parameters, names[i]) {
            conflict(&["the path has no parameter `{", names[i][0], "}`, which a struct with `#[wuts(from = path)]` reads"]);
        }
        i += 1;
    }
}

const fn is_read(parameter: &str, arguments: &[Argument]) -> bool {
    let mut i = 0;
    while i < arguments.len() {
        let names = arguments[i].1;
        let mut j = 0;
        while j < names.len() {
            if has_one(&[parameter], names[j]) {
                return true;
            }
            j += 1;
        }
        i += 1;
    }
    false
}

/// Whether the two lists have a name in common.
const fn has_one(names: &[&str], wanted: &[&str]) -> bool {
    let mut i = 0;
    while i < names.len() {
        let mut j = 0;
        while j < wanted.len() {
            if same(names[i], wanted[j]) {
                return true;
            }
            j += 1;
        }
        i += 1;
    }
    false
}

/// Whether two paths are one to the router: the names of their parameters do not count.
const fn same_route(a: &[u8], b: &[u8]) -> bool {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] != b[j] {
            return false;
        }
        if a[i] == b'{' {
            i = closing_brace(a, i);
            j = closing_brace(b, j);
        }
        i += 1;
        j += 1;
    }
    i >= a.len() && j >= b.len()
}

const fn closing_brace(path: &[u8], mut at: usize) -> usize {
    while at < path.len() && path[at] != b'}' {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_parameters_do_not_tell_paths_apart() {
        for (a, b, is_same) in [
            ("/a", "/a", true),
            ("/a", "/b", false),
            ("/a", "/a/", false),
            ("/a/{id}", "/a/{jid}", true),
            ("/a/{id}/x", "/a/{jid}/x", true),
            ("/a/{id}/x", "/a/{jid}/y", false),
            ("/a/{id}", "/a/b", false),
            ("/a/{id}", "/a/{id}/b", false),
        ] {
            assert_eq!(same_route(a.as_bytes(), b.as_bytes()), is_same, "{a} {b}");
        }
    }
}
