//! Reading lines from the module.

use super::{Interpreter, Reading, Refusal, Sender, cursor::Cursor};
use crate::model::{Command, Form, Line, Scope};
use std::ops::Range;

/// What stands for the scope in a prefix.
pub(super) const SCOPE: &str = "{scope}";

impl<'s> Interpreter<'s> {
    /// Reads a line as one of a form's answers, in their order; the first that it can be counts.
    ///
    /// `None` if it is none of them. `text` is the line without its line end.
    pub fn read_answer(
        &self,
        command: &'s Command,
        form: &'s Form,
        text: &[u8],
    ) -> Option<Result<Reading<'s>, Refusal>> {
        let mut answers = form.answers.iter().filter_map(|name| command.lines.iter().find(|line| line.name == *name));
        let scopes: Vec<_> = command.names.iter().filter_map(|name| name.scope).collect();
        answers.find_map(|line| self.read_scoped(line, &scopes, text))
    }

    /// Reads a line as an event: the messages in the order of `events.ron`, then the heads of packets.
    ///
    /// `None` if it is none of them. `text` is the line without its line end; a head goes up to and with its suffix.
    pub fn read_event(&self, text: &[u8]) -> Option<Result<Reading<'s>, Refusal>> {
        let events = &self.spec.events;
        let mut lines = events.messages.iter().chain(events.packets.iter().map(|packet| &packet.head));
        lines.find_map(|line| self.read_line(line, text))
    }

    /// Reads a line as this one. `None` if it is another. `text` is the line without its line end.
    pub fn read_line(&self, line: &'s Line, text: &[u8]) -> Option<Result<Reading<'s>, Refusal>> {
        self.read_scoped(line, &[Scope::Current, Scope::Default, Scope::Unsuffixed], text)
    }

    /// The same, where only these scopes may stand in the prefix.
    fn read_scoped(&self, line: &'s Line, scopes: &[Scope], text: &[u8]) -> Option<Result<Reading<'s>, Refusal>> {
        let prefixes = std::iter::once(&line.prefix).chain(&line.aliases);
        let mut spellings: Vec<_> = prefixes.flat_map(|prefix| spellings(prefix)).collect();
        // Of several that fit, the longest counts.
        spellings.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        spellings.retain(|(_, scope)| scope.is_none_or(|scope| scopes.contains(&scope)));
        let (scope, part) = spellings.into_iter().find_map(|(prefix, scope)| {
            let part = inside(line, &prefix, text)?;
            Some((scope, part))
        })?;
        let scope = line.prefix.contains(SCOPE).then_some(scope.unwrap_or(Scope::Unsuffixed));
        let fields = if let Err(refusal) = self.refuse_control(text) {
            Err(refusal)
        } else if line.separator == "," {
            self.read_list(&line.params, Cursor::new(text, part), Sender::Module)
        } else {
            self.read_separated(&line.params, line.separator.as_bytes(), text, part)
        };
        match fields {
            Ok(fields) => Some(Ok(Reading { line, scope, fields })),
            // Without prefix, suffix or word nothing but the parameters tells what line it is.
            Err(_) if line.prefix.is_empty() && line.ending.is_empty() && line.keyword.is_none() => None,
            Err(refusal) => Some(Err(refusal)),
        }
    }
}

/// The texts that a prefix stands for, each with its scope.
pub(crate) fn spellings(prefix: &str) -> Vec<(String, Option<Scope>)> {
    if !prefix.contains(SCOPE) {
        return vec![(prefix.to_string(), None)];
    }
    [Scope::Current, Scope::Default, Scope::Unsuffixed]
        .map(|scope| (prefix.replace(SCOPE, scope.suffix()), Some(scope)))
        .into()
}

/// Where the parameters stand, if prefix, suffix and word are there.
fn inside(line: &Line, prefix: &str, text: &[u8]) -> Option<Range<usize>> {
    let middle = text.strip_prefix(prefix.as_bytes())?.strip_suffix(line.ending.as_bytes())?;
    let start = prefix.len();
    let params = match &line.keyword {
        None => middle,
        Some(word) if middle == word.as_bytes() => &[],
        Some(_) if line.params.is_empty() => return None,
        Some(word) => match middle.strip_suffix(word.as_bytes())?.strip_suffix(b",")? {
            // A bare `,CLOSED` is what a count has left of a line.
            [] if prefix.is_empty() => return None,
            params => params,
        },
    };
    if line.params.is_empty() && !params.is_empty() {
        return None;
    }
    // Without a prefix the word alone would tell the line, and a stranger's text can end in it.
    let is_number = |byte: &u8| byte.is_ascii_digit() || *byte == b',';
    let are_numbers = params.first() != Some(&b',') && params.iter().all(is_number);
    if prefix.is_empty() && line.keyword.is_some() && !are_numbers {
        return None;
    }
    Some(start..start + params.len())
}
