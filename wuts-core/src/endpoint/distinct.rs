//! What is checked of declarations at compile time: that no two conflict, and that a path and its arguments agree.

use super::Description;
use crate::constant::same;

/// Whether no two endpoints share method and path, or an operation id; evaluated at compile time by `endpoints!`.
///
/// # Panics
///
/// Two do; the message names both. In a constant that is a compile error.
pub const fn all_distinct(descriptions: &[Description]) {
    let mut i = 0;
    while i < descriptions.len() {
        let mut j = i + 1;
        while j < descriptions.len() {
            let (a, b) = (&descriptions[i], &descriptions[j]);
            if same_route(a.path.as_bytes(), b.path.as_bytes()) {
                if a.method as u8 == b.method as u8 {
                    conflict(&[a.operation_id, " and ", b.operation_id, " are both ", a.method.name(), " ", a.path]);
                }
                if !same(a.path, b.path) {
                    conflict(&[
                        a.operation_id,
                        " and ",
                        b.operation_id,
                        " name the parameters of one path differently: ",
                        a.path,
                        " and ",
                        b.path,
                    ]);
                }
            }
            if same(a.operation_id, b.operation_id) {
                conflict(&["two endpoints have the operation id ", a.operation_id, ": ", a.path, " and ", b.path]);
            }
            j += 1;
        }
        i += 1;
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

type Names<'a> = &'a [&'a [&'a str]];

/// Whether the request structs among the arguments of an endpoint read just the parameters that its path has.
///
/// # Panics
///
/// They do not; the message names the parameter. In a constant that is a compile error.
pub const fn path_is_bound(parameters: &[&str], structs: &[Option<Names<'_>>]) {
    let mut i = 0;
    while i < parameters.len() {
        if !is_read(parameters[i], structs) {
            conflict(&["no argument binds the path parameter `", parameters[i], "`"]);
        }
        i += 1;
    }
    let mut i = 0;
    while i < structs.len() {
        if let Some(fields) = structs[i] {
            let mut j = 0;
            while j < fields.len() {
                if !has_one(parameters, fields[j]) {
                    conflict(&["the path has no parameter `{", fields[j][0], "}`, which an argument reads"]);
                }
                j += 1;
            }
        }
        i += 1;
    }
}

const fn is_read(parameter: &str, structs: &[Option<Names<'_>>]) -> bool {
    let mut i = 0;
    while i < structs.len() {
        if let Some(fields) = structs[i] {
            let mut j = 0;
            while j < fields.len() {
                if has_one(&[parameter], fields[j]) {
                    return true;
                }
                j += 1;
            }
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
