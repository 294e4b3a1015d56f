//! Search: finds commands, messages, results, value types and errata by what somebody types.

use crate::{
    help::{Help, Rejection},
    suggest::nearest,
    text::readable,
};
use wizfi360_spec::{
    Spec,
    model::{Command, Domain, Erratum, Final, Line, Name, Packet, Reason},
};

/// Something that has a page.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'s> {
    /// A command, and the file that describes it.
    Command(&'s str, &'s Command),
    /// An unsolicited message.
    Message(&'s Line),
    /// A packet.
    Packet(&'s Packet),
    /// A final result.
    Final(&'s Final),
    /// A reason, which precedes a final result.
    Reason(&'s Reason),
    /// A value type, and the file that describes it.
    Domain(&'s str, &'s Domain),
    /// An erratum.
    Erratum(&'s Erratum),
}

/// Finds everything that the typed text names. Exact names win over parts of names.
///
/// # Errors
///
/// Nothing is called so: similar names, if there are any, are in the help.
///
/// ```
/// use wizfi360_reference::{help::Help, search::{self, Subject}};
/// use wizfi360_spec::Spec;
///
/// let spec = Spec::embedded();
/// assert!(matches!(search::find(spec, "cwjap")?[0], Subject::Command("wifi/join", _)));
/// let unknown = search::find(spec, "AT+CWLPA").unwrap_err();
/// assert!(matches!(&unknown.help[0], Help::DidYouMean(names) if names[0] == "AT+CWLAP"));
/// # Ok::<(), wizfi360_reference::help::Rejection>(())
/// ```
pub fn find<'s>(spec: &'s Spec, typed: &str) -> Result<Vec<Subject<'s>>, Rejection> {
    let key = key(typed);
    for how in [exactly, by_answer, in_part] {
        let found = how(spec, &key);
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Err(unknown(spec, typed))
}

/// Returns the command of a name, in any case, with or without `AT+`.
pub fn command<'s>(spec: &'s Spec, name: &str) -> Option<(&'s str, &'s Command, &'s Name)> {
    let name = Some(name).filter(|name| !name.is_empty())?;
    ["", "AT+", "AT"].iter().find_map(|prefix| spec.command(&format!("{prefix}{name}")))
}

/// Lower case, one blank between words, without the `?` or `=...` of a request.
fn key(typed: &str) -> String {
    let lower = typed.to_ascii_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let joined = words.join(" ");
    if !joined.starts_with("at") {
        return joined;
    }
    let end = joined.find(['=', '?']).unwrap_or(joined.len());
    joined[..end].to_string()
}

fn same(known: &str, key: &str) -> bool {
    known.trim().eq_ignore_ascii_case(key)
}

/// By a name, a text, an alias, a section or an id.
fn exactly<'s>(spec: &'s Spec, key: &str) -> Vec<Subject<'s>> {
    let mut found = Vec::new();
    for (path, command) in spec.commands() {
        let by_name = command.names.iter().any(|name| is_name(&name.name, key));
        let by_section = command.names.iter().any(|name| name.source.section() == Some(key));
        if by_name || by_section || command.search_terms.iter().any(|alias| same(alias, key)) {
            found.push(Subject::Command(path, command));
        }
    }
    let events = &spec.events;
    found.extend(events.messages.iter().filter(|line| is_line(line, key)).map(Subject::Message));
    found.extend(events.packets.iter().filter(|packet| is_line(&packet.head, key)).map(Subject::Packet));
    for known in &spec.lexical.finals {
        if is_result(&known.text, known.name.as_deref(), &known.aliases, key) {
            found.push(Subject::Final(known));
        }
    }
    for known in &spec.lexical.reasons {
        if is_result(&known.text, known.name.as_deref(), &known.aliases, key) {
            found.push(Subject::Reason(known));
        }
    }
    found.extend(
        spec.all_domains()
            .filter(|(_, domain)| same(&domain.name, key))
            .map(|(path, domain)| Subject::Domain(path, domain)),
    );
    found.extend(spec.errata.errata.iter().filter(|erratum| same(&erratum.id, key)).map(Subject::Erratum));
    found
}

/// `AT+CWJAP_CUR` is meant by `at+cwjap_cur`, `cwjap_cur`, `+cwjap_cur`, and, where no other name is it, `cwjap`.
fn is_name(name: &str, key: &str) -> bool {
    let short = match name.split_at_checked(2) {
        Some((at, short)) if at.eq_ignore_ascii_case("at") => short,
        _ => name,
    };
    let bare = short.strip_prefix('+').unwrap_or(short);
    let is = |form: &str| {
        form.eq_ignore_ascii_case(key) || without_scope(form).is_some_and(|form| form.eq_ignore_ascii_case(key))
    };
    !key.is_empty() && [name, short, bare].into_iter().any(is)
        || name.eq_ignore_ascii_case("ate") && matches!(key, "ate0" | "ate1")
}

fn without_scope(name: &str) -> Option<&str> {
    let (base, scope) = name.split_at_checked(name.len().checked_sub(4)?)?;
    ["_cur", "_def"].iter().any(|known| scope.eq_ignore_ascii_case(known)).then_some(base)
}

fn is_line(line: &Line, key: &str) -> bool {
    let prefix = line.prefix.trim_end_matches([':', ',', '(', ' ']);
    let texts = [line.name.as_str(), prefix, line.prefix.trim(), line.keyword.as_deref().unwrap_or_default()];
    let also = line.aliases.iter().map(|also| also.trim_end_matches([':', ',', '(', ' ']));
    texts.into_iter().chain(also).any(|text| !text.is_empty() && same(text, key))
}

fn is_result(text: &str, name: Option<&str>, also: &[String], key: &str) -> bool {
    let first_word = |text: &str| text.split(' ').next().is_some_and(|word| word == "busy" && word == key);
    same(text, key)
        || name.is_some_and(|name| same(name, key))
        || also.iter().any(|also| same(also, key))
        || first_word(text)
}

/// By a line that answers a command: `+CIPUPDATE`, `STATUS`.
fn by_answer<'s>(spec: &'s Spec, key: &str) -> Vec<Subject<'s>> {
    let answers = |command: &Command| {
        command.lines.iter().any(|line| {
            let prefix = line.prefix.split('{').next().unwrap_or_default().trim_end_matches([':', ',', '(', ' ']);
            (!prefix.is_empty() && same(prefix, key)) || is_line(line, key)
        })
    };
    spec.commands()
        .filter(|(_, command)| answers(command))
        .map(|(path, command)| Subject::Command(path, command))
        .collect()
}

/// By a part of a command's name, or by whole words in aliases, results and messages; if none is there, in titles.
fn in_part<'s>(spec: &'s Spec, key: &str) -> Vec<Subject<'s>> {
    let wanted: Vec<&str> = key.split(' ').filter(|word| word.len() > 1).collect();
    let has_all = |text: &str| {
        let text = text.to_ascii_lowercase();
        let words: Vec<&str> = text.split(|char: char| !char.is_ascii_alphanumeric()).collect();
        !wanted.is_empty() && wanted.iter().all(|word| words.contains(word))
    };
    let mut found: Vec<Subject<'s>> = Vec::new();
    let in_name = |name: &str| key.len() > 2 && name.to_ascii_lowercase().contains(key);
    for (path, command) in spec.commands() {
        if command.search_terms.iter().any(|alias| has_all(alias))
            || command.names.iter().any(|name| in_name(&name.name))
        {
            found.push(Subject::Command(path, command));
        }
    }
    found.extend(spec.events.messages.iter().filter(|line| has_all(&line.prefix)).map(Subject::Message));
    found.extend(spec.lexical.finals.iter().filter(|known| has_all(&known.text)).map(Subject::Final));
    found.extend(spec.lexical.reasons.iter().filter(|known| has_all(&known.text)).map(Subject::Reason));
    if found.is_empty() {
        let titles = spec.commands().filter(|(_, command)| has_all(&command.title));
        found.extend(titles.map(|(path, command)| Subject::Command(path, command)));
    }
    found
}

fn unknown(spec: &Spec, typed: &str) -> Rejection {
    let mut names: Vec<&str> = Vec::new();
    for (_, command) in spec.commands() {
        names.extend(command.names.iter().map(|name| name.name.as_str()));
        names.extend(command.names.iter().filter_map(|name| name.name.strip_prefix("AT+")));
        names.extend(command.search_terms.iter().map(String::as_str));
    }
    names.extend(spec.lexical.finals.iter().map(|known| known.text.as_str()));
    names.extend(spec.lexical.reasons.iter().map(|known| known.text.as_str()));
    names.extend(spec.events.messages.iter().map(|line| line.prefix.trim()).filter(|prefix| !prefix.is_empty()));
    names.extend(spec.errata.errata.iter().map(|erratum| erratum.id.as_str()));
    let near = nearest(typed.split(['=', '?']).next().unwrap_or_default(), names);
    let near = near.into_iter().map(str::to_string).collect();
    // The text after an `=` is not repeated: it may be a password.
    let name = typed.split('=').next().unwrap_or_default();
    let message = format!("`{}` is not in the spec", readable(name.as_bytes()));
    Rejection::new(message, did_you_mean(near))
}

/// Similar names, if there are any, and the list of all.
pub(crate) fn did_you_mean(near: Vec<String>) -> Vec<Help> {
    let near = Some(near).filter(|near| !near.is_empty()).map(Help::DidYouMean);
    near.into_iter().chain([Help::ListCommands]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(typed: &str) -> Vec<String> {
        let spec = Spec::embedded();
        let found = find(spec, typed).unwrap_or_default();
        let name = |subject: &Subject<'_>| match subject {
            Subject::Command(_, command) => command.names[0].name.clone(),
            Subject::Message(line) => line.name.clone(),
            Subject::Packet(packet) => packet.head.name.clone(),
            Subject::Final(known) => known.text.clone(),
            Subject::Reason(known) => known.text.clone(),
            Subject::Domain(_, domain) => domain.name.clone(),
            Subject::Erratum(erratum) => erratum.id.clone(),
        };
        found.iter().map(name).collect()
    }

    #[test]
    fn commands_are_found_by_any_of_their_names() {
        for typed in
            ["AT+CWJAP_CUR", "at+cwjap_cur", "cwjap", "+CWJAP", "AT+CWJAP?", "AT+CWJAP_DEF=\"a\",\"b\"", "join"]
        {
            assert_eq!(names(typed)[0], "AT+CWJAP_CUR", "{typed}");
        }
        assert_eq!(names("uart"), ["AT+UART_CUR"]);
        assert_eq!(names("ATE0"), ["ATE"]);
        assert_eq!(names("at"), ["AT"]);
        assert_eq!(names("3.2.6"), ["AT+CWLAP"]);
        assert_eq!(names("+CIPUPDATE"), ["AT+CIUPDATE"]);
    }

    #[test]
    fn other_things_are_found_too() {
        assert_eq!(names("+IPD"), ["Ipd"]);
        assert_eq!(names("send ok")[0], "SegmentSent");
        assert!(names("SEND OK").contains(&"SEND OK".to_string()));
        assert_eq!(names("busy"), ["busy p...", "busy s...", "busy"]);
        assert_eq!(names("wifi got ip"), ["WifiGotIp"]);
        assert_eq!(names("LinkId"), ["LinkId"]);
        assert_eq!(names("join-error-prefix"), ["join-error-prefix"]);
    }

    #[test]
    fn similar_names_are_suggested() {
        let spec = Spec::embedded();
        let unknown = find(spec, "AT+CWLPA=secret").unwrap_err();
        assert!(matches!(&unknown.help[0], Help::DidYouMean(near) if near.contains(&"AT+CWLAP".into())), "{unknown:?}");
        assert_eq!(unknown.message, "`AT+CWLPA` is not in the spec");
        assert_eq!(find(spec, "xyzzyxyzzy").unwrap_err().help, [Help::ListCommands]);
    }
}
