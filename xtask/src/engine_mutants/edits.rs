//! Changes of a text, which can be nested.

use std::ops::Range;

/// Changes of one text. What is inside of something is added before what is around it.
pub(super) struct Edits<'t> {
    text: &'t str,
    edits: Vec<Edit>,
}

struct Edit {
    at: Range<usize>,
    kind: Kind,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Text after what ends here.
    After,
    /// Text before what begins here.
    Before,
    Replace,
}

impl<'t> Edits<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Edits { text, edits: Vec::new() }
    }

    /// Puts text around a place.
    pub(super) fn wrap(&mut self, at: Range<usize>, before: impl Into<String>, after: impl Into<String>) {
        self.before(at.start, before);
        self.after(at.end, after);
    }

    pub(super) fn before(&mut self, at: usize, text: impl Into<String>) {
        self.edits.push(Edit { at: at..at, kind: Kind::Before, text: text.into() });
    }

    pub(super) fn after(&mut self, at: usize, text: impl Into<String>) {
        self.edits.push(Edit { at: at..at, kind: Kind::After, text: text.into() });
    }

    /// Replaces a place, with all changes inside of it.
    pub(super) fn replace(&mut self, at: Range<usize>, text: impl Into<String>) {
        self.edits.retain(|edit| !edit.is_in(&at));
        self.edits.push(Edit { at, kind: Kind::Replace, text: text.into() });
    }

    /// Returns a place with the changes so far.
    pub(super) fn rendered(&self, at: Range<usize>) -> String {
        let mut edits: Vec<_> = self.edits.iter().enumerate().filter(|(_, edit)| edit.is_in(&at)).collect();
        edits.sort_by_key(|(number, edit)| match edit.kind {
            Kind::After => (edit.at.start, 0, *number),
            Kind::Before => (edit.at.start, 1, usize::MAX - number),
            Kind::Replace => (edit.at.start, 2, *number),
        });
        let (mut rendered, mut from) = (String::new(), at.start);
        for (_, edit) in edits {
            rendered += &self.text[from..edit.at.start];
            rendered += &edit.text;
            from = edit.at.end;
        }
        rendered + &self.text[from..at.end]
    }
}

impl Edit {
    fn is_in(&self, at: &Range<usize>) -> bool {
        match self.kind {
            Kind::After => at.start < self.at.start && self.at.start <= at.end,
            Kind::Before => at.start <= self.at.start && self.at.start < at.end,
            Kind::Replace => at.start <= self.at.start && self.at.end <= at.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_nested() {
        let mut edits = Edits::new("a < b && c");
        edits.wrap(0..1, "(", ")");
        edits.replace(2..3, ">");
        edits.wrap(0..5, "[", "]");
        edits.wrap(0..10, "{", "}");
        assert_eq!(edits.rendered(0..10), "{[(a) > b] && c}");
        edits.replace(0..5, "x");
        assert_eq!(edits.rendered(0..10), "x && c}");
    }
}
