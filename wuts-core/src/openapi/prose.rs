//! Doc comments for readers who have no rustdoc.

/// The text without links that only rustdoc can follow: their words remain.
pub(crate) fn prose(docs: &str) -> String {
    let mut text = String::with_capacity(docs.len());
    let mut rest = docs;
    while let Some((before, link)) = rest.split_once('[') {
        text.push_str(before);
        match words(link) {
            Some((words, behind)) => {
                text.push_str(words);
                rest = behind;
            }
            None => {
                text.push('[');
                rest = link;
            }
        }
    }
    text + rest
}

/// The words of a link to a Rust item, and what follows it.
fn words(link: &str) -> Option<(&str, &str)> {
    let (words, behind) = link.split_once(']')?;
    if let Some((target, after)) = behind.strip_prefix('(').and_then(|target| target.split_once(')')) {
        let leads_somewhere = target.contains('/') || target.starts_with(['#', '<']) || target.contains("mailto:");
        return (!leads_somewhere).then_some((words, after));
    }
    if let Some((_, after)) = behind.strip_prefix('[').and_then(|target| target.split_once(']')) {
        return Some((words, after));
    }
    // Anything else in brackets may be just that, unless it is code.
    let is_code = words.len() > 2 && words.starts_with('`') && words.ends_with('`');
    is_code.then_some((words, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_rustdoc_become_their_words() {
        for (docs, text) in [
            ("kept in [`extra`](Self::extra).", "kept in `extra`."),
            ("a [`Jid`] and [another][Jid]", "a `Jid` and another"),
            ("a [page](https://example.com/) or [place](#there)", "a [page](https://example.com/) or [place](#there)"),
            ("contacts[3].number, [x] and [", "contacts[3].number, [x] and ["),
            ("`[1, 2]`", "`[1, 2]`"),
        ] {
            assert_eq!(prose(docs), text);
        }
    }
}
