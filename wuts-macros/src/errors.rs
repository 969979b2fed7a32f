use std::cell::RefCell;

use proc_macro2::{Span, TokenStream};

/// Collects every mistake of one macro call, so that all are reported in one compile.
///
/// It must be consumed by [`finish`](Self::finish); dropping it unread is a bug of this crate and panics.
pub(crate) struct Errors {
    found: RefCell<Option<Vec<syn::Error>>>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Self { found: RefCell::new(Some(Vec::new())) }
    }

    /// Report a mistake: first what is wrong, then what to write.
    pub(crate) fn at(&self, span: Span, message: impl std::fmt::Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Report a mistake that covers these tokens.
    pub(crate) fn on(&self, tokens: impl quote::ToTokens, message: impl std::fmt::Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Report what a parser found.
    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(found) = self.found.borrow_mut().as_mut() {
            found.push(error);
        }
    }

    /// Keep the value of a result, or its error.
    pub(crate) fn keep<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// How many mistakes there are so far; compare before and after a section to know whether it failed.
    pub(crate) fn count(&self) -> usize {
        self.found.borrow().as_ref().map_or(0, Vec::len)
    }

    /// The mistakes as compile errors; `None` if there are none.
    pub(crate) fn finish(self) -> Option<TokenStream> {
        let found = self.found.borrow_mut().take().unwrap_or_default();
        if found.is_empty() {
            return None;
        }
        Some(found.iter().map(syn::Error::to_compile_error).collect())
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        assert!(
            std::thread::panicking() || self.found.borrow().is_none(),
            "the errors of a macro call were dropped without being read"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mistakes_come_out_together() {
        let errors = Errors::new();
        errors.at(Span::call_site(), "one");
        errors.push(syn::Error::new(Span::call_site(), "two"));
        let tokens = errors.finish().unwrap().to_string();
        assert!(tokens.contains("one") && tokens.contains("two"), "{tokens}");
        assert!(Errors::new().finish().is_none());
    }

    #[test]
    #[should_panic(expected = "without being read")]
    fn dropping_them_unread_panics() {
        drop(Errors::new());
    }
}
