//! Requests and lines as the manual writes them: `AT+CIPSTART=[<link ID>,]"TCP",<remote IP>,<remote port>`.

use wizfi360_spec::model::{Command, Form, Line, Name, Scope, Shape};

/// Returns how a form is sent: one line, or one for each alternative.
///
/// ```
/// use wizfi360_reference::syntax::form_lines;
/// use wizfi360_spec::Spec;
///
/// let (_, command, name) = Spec::embedded().command("AT+CIPSEND").unwrap();
/// let lines: Vec<_> = command.forms.iter().flat_map(|form| form_lines(name, form)).collect();
/// assert_eq!(lines[1], "AT+CIPSEND=[<link ID>,]<length>[,<remote IP>,<remote port>]");
/// ```
pub fn form_lines(name: &Name, form: &Form) -> Vec<String> {
    let head = format!("{}{}", name.name, form.sign(name));
    lists(&form.params, true, ",").into_iter().map(|list| format!("{head}{list}")).collect()
}

/// A line from the module, to be written as the manual writes it.
pub struct LineSyntax<'s> {
    line: &'s Line,
    /// Those of its command.
    scopes: Vec<Scope>,
}

impl<'s> LineSyntax<'s> {
    /// Resolves the syntax of a line; `command` is the one that it answers.
    pub fn new(line: &'s Line, command: Option<&Command>) -> LineSyntax<'s> {
        let scopes = command.map(|command| command.names.iter().filter_map(|name| name.scope).collect());
        LineSyntax { line, scopes: scopes.unwrap_or_default() }
    }

    /// Returns the line once for each alternative.
    pub fn lines(&self) -> Vec<String> {
        let line = self.line;
        let prefix = self.with_scope(&line.prefix);
        lists(&line.params, true, &line.separator)
            .into_iter()
            .map(|list| {
                let word = line.keyword.as_deref().unwrap_or_default();
                // A list that is a lead alone brings its own comma: `[<link ID>,]CONNECT`.
                let comma = if list.is_empty() || list.ends_with(",]") || word.is_empty() { "" } else { "," };
                format!("{prefix}{list}{comma}{word}{}", line.ending)
            })
            .collect()
    }

    /// Replaces `{scope}` by the suffixes that it stands for: `[_CUR|_DEF]`.
    pub fn with_scope(&self, prefix: &str) -> String {
        let suffixes: Vec<_> =
            self.scopes.iter().map(|scope| scope.suffix()).filter(|suffix| !suffix.is_empty()).collect();
        let all = match (suffixes.join("|"), self.scopes.contains(&Scope::Unsuffixed)) {
            (all, _) if all.is_empty() => all,
            (all, true) => format!("[{all}]"),
            (all, false) => format!("({all})"),
        };
        prefix.replace("{scope}", &all)
    }
}

/// A list, once for each alternative. `first`: no separator stands before it.
fn lists(shape: &Shape, first: bool, separator: &str) -> Vec<String> {
    let mut head = String::new();
    let mut first = first;
    let begin = |head: &mut String, first: &mut bool| {
        if !std::mem::take(first) {
            head.push_str(separator);
        }
    };
    if let Some(lead) = &shape.optional_first {
        begin(&mut head, &mut first);
        head.push_str(&format!("[<{}>{separator}]", lead.name));
        // The lead brings its own separator.
        first = true;
    }
    for param in &shape.list {
        let (open, close) = if param.may_be_omitted { ("[", "]") } else { ("", "") };
        head.push_str(open);
        begin(&mut head, &mut first);
        head.push_str(&format!("<{}>{close}", param.name));
    }
    let tails = |first: bool| match &shape.tail {
        None => vec![String::new()],
        Some(tail) => lists(&tail.params, first, separator).into_iter().map(|list| format!("[{list}]")).collect(),
    };
    let Some(choice) = &shape.choice else {
        return tails(first).into_iter().map(|tail| format!("{head}{tail}")).collect();
    };
    begin(&mut head, &mut first);
    let mut all = Vec::new();
    for variant in &choice.variants {
        for list in lists(&variant.params, false, separator) {
            for tail in tails(false) {
                all.push(format!("{head}\"{}\"{list}{tail}", variant.tag));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_spec::{Spec, model::FormKind};

    fn form(name: &str, kind: FormKind) -> Vec<String> {
        let spec = Spec::embedded();
        let (_, command, name) = spec.command(name).unwrap();
        form_lines(name, command.forms.iter().find(|form| form.kind == kind).unwrap())
    }

    #[test]
    fn requests_look_as_the_manual_writes_them() {
        assert_eq!(form("AT", FormKind::Test), ["AT"]);
        assert_eq!(form("ATE", FormKind::Execute), ["ATE<echo>"]);
        assert_eq!(form("AT+CWMODE", FormKind::Test), ["AT+CWMODE=?"]);
        assert_eq!(form("AT+CWJAP_DEF", FormKind::Query), ["AT+CWJAP_DEF?"]);
        assert_eq!(form("AT+CWLAP", FormKind::Set), ["AT+CWLAP=<ssid>[,<mac>][,<channel>]"]);
        assert_eq!(form("AT+CIPSEND", FormKind::Set), ["AT+CIPSEND=[<link ID>,]<length>[,<remote IP>,<remote port>]"]);
        let open = form("AT+CIPSTART", FormKind::Set);
        assert_eq!(open.len(), 3, "{open:?}");
        assert_eq!(open[0], "AT+CIPSTART=[<link ID>,]\"TCP\",<remote IP>,<remote port>[,<TCP keep alive>]");
    }

    #[test]
    fn lines_do_too() {
        let spec = Spec::embedded();
        let (_, command, _) = spec.command("AT+CWJAP").unwrap();
        let joined = LineSyntax::new(&command.lines[0], Some(command));
        assert_eq!(joined.lines(), ["+CWJAP[_CUR|_DEF]:<ssid>,<bssid>,<channel>,<rssi>"]);
        let connect = spec.events.messages.iter().find(|line| line.name == "Connect").unwrap();
        assert_eq!(LineSyntax::new(connect, None).lines(), ["[<link ID>,]CONNECT"]);
        let head = LineSyntax::new(&spec.events.packets[0].head, None);
        assert_eq!(head.lines(), ["+IPD,[<link ID>,]<len>[,<remote IP>,<remote port>]:"]);
    }
}
