//! What Tab offers, and what is hinted at behind the cursor: all of it from the spec.

use super::{
    Ask,
    own::OWN,
    places::{Place, behind, key, named},
    words::{quoted, words},
};

use std::path::Path;
use wizfi360_reference::{syntax::form_lines, view::TypeView};
use wizfi360_spec::{
    Spec,
    model::{Command, Form, FormKind, Name},
};

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Where what it replaces begins; that ends at the cursor.
    pub(super) start: usize,
    pub(super) text: String,
    pub(super) doc: String,
    /// A blank may stand behind it.
    pub(super) ends: bool,
}

/// All ways to go on behind `line`, which ends at the cursor.
pub(super) fn candidates(spec: &'static Spec, ask: Ask, line: &str) -> Vec<Candidate> {
    let from = line.len() - line.trim_start().len();
    let typed = &line[from..];
    if typed.starts_with(':') {
        return own(spec, typed, from);
    }
    if ask != Ask::Command {
        return Vec::new();
    }
    let (typed, from) = typed.strip_prefix('!').map_or((typed, from), |behind| (behind, from + 1));
    let end = typed.find(|char: char| char.is_whitespace() || matches!(char, '=' | '?'));
    match end.map(|end| typed[end..].split_at(1)) {
        None => names(spec, typed, from),
        Some(("=", params)) => by_place(spec, &typed[..typed.len() - params.len() - 1], params, line.len()),
        Some(("?", _)) => Vec::new(),
        Some(_) => by_name(spec, typed, from),
    }
}

/// For the command line: names of parameters of a command, or listed values, each with what it is. `given` are those
/// that are there already, `typed` the one that has begun.
pub(crate) fn parameters(spec: &'static Spec, command: &str, given: &[String], typed: &str) -> Vec<(String, String)> {
    let before = [command].into_iter().map(str::to_string).chain(given.iter().map(|one| quoted(one)));
    let mut line = before.collect::<Vec<_>>().join(" ") + " ";
    let start = line.len();
    line += typed;
    let found = by_name(spec, &line, 0);
    found.into_iter().map(|one| (format!("{}{}", &line[start..one.start], one.text), one.doc)).collect()
}

/// What may stand behind a line, in short; empty where there is nothing to say.
pub(super) fn hint(spec: &'static Spec, line: &str) -> String {
    let end = line.find(|char: char| char.is_whitespace() || matches!(char, '=' | '?'));
    let Some((name, sign)) = end.map(|end| line.split_at(end)) else { return String::new() };
    let Some((name, form)) = set_form(spec, name) else { return String::new() };
    if sign == "=" {
        let syntax = form_lines(name, form).into_iter().next().unwrap_or_default();
        return syntax.strip_prefix(&format!("{}=", name.name)).unwrap_or_default().to_string();
    }
    if let Some(params) = sign.strip_prefix('=') {
        let (tokens, last) = tokens(params);
        let places = if last.is_empty() { behind(&form.params, &tokens) } else { Vec::new() };
        let shown = places.into_iter().map(|place| format!("<{}> {}", place.name(), rule(spec, place)));
        return shown.collect::<Vec<_>>().join(" or ");
    }
    match sign.ends_with(char::is_whitespace) && words(line).last().is_some_and(|word| word.open.is_none()) {
        true => missing(form, line),
        false => String::new(),
    }
}

/// The parameters that have to be given and are not.
fn missing(form: &'static Form, line: &str) -> String {
    let given = given(line);
    let must: Vec<&str> =
        form.params.list.iter().filter(|param| !param.may_be_omitted).map(|param| param.name.as_str()).collect();
    let tag = form.params.choice.as_ref().map(|choice| choice.tag.as_str());
    let open = must.into_iter().chain(tag).filter(|name| !given.iter().any(|(known, _)| *known == key(name)));
    open.map(|name| format!("{}=…", key(name))).collect::<Vec<_>>().join(" ")
}

fn rule(spec: &Spec, place: Place<'_>) -> String {
    match place {
        Place::Param(param) => TypeView::new(spec, &param.ty).rule,
        Place::Tag(_) => place.values(spec).into_iter().map(|value| value.wire).collect::<Vec<_>>().join(", "),
    }
}

/// The shell's own commands, and what stands behind some of them.
fn own(spec: &'static Spec, typed: &str, from: usize) -> Vec<Candidate> {
    let Some((name, rest)) = typed.split_once(' ') else {
        let fitting = OWN.iter().filter(|(name, ..)| name.starts_with(typed));
        let candidate = |(name, arguments, doc): &(&str, &str, &str)| Candidate {
            start: from,
            text: (*name).into(),
            doc: (*doc).into(),
            ends: !arguments.is_empty(),
        };
        return fitting.map(candidate).collect();
    };
    let start = from + typed.len() - rest.len();
    match name {
        ":explain" => {
            names(spec, rest, start).into_iter().filter(|found| !found.text.contains(['=', '?', ' '])).collect()
        }
        ":file" => files(rest, start),
        _ => Vec::new(),
    }
}

/// Names of commands, in the style in which one has begun; of a name that is whole, its forms.
fn names(spec: &'static Spec, typed: &str, start: usize) -> Vec<Candidate> {
    let upper = typed.to_ascii_uppercase();
    let with_at = upper.starts_with("AT") || "AT".starts_with(&upper);
    let spelt = |name: &Name| match name.name.strip_prefix("AT+") {
        _ if with_at => name.name.clone(),
        Some(bare) => bare.to_ascii_lowercase(),
        None => name.name.to_ascii_lowercase(),
    };
    let mut found = Vec::new();
    for (_, command) in spec.commands() {
        for name in &command.names {
            let text = spelt(name);
            if text.eq_ignore_ascii_case(typed) {
                found.splice(0..0, forms(command, name, &text, with_at, start));
            } else if text.to_ascii_uppercase().starts_with(&upper) {
                found.push(Candidate { start, text, doc: command.title.clone(), ends: false });
            }
        }
    }
    if found.is_empty() && typed.len() > 2 {
        // By plain words: `join`.
        let lower = typed.to_ascii_lowercase();
        let fits = |command: &&Command| {
            command.search_terms.iter().any(|alias| alias.to_ascii_lowercase().starts_with(&lower))
        };
        for command in spec.commands().map(|(_, command)| command).filter(fits) {
            found.extend(command.names.first().map(|name| Candidate {
                start,
                text: spelt(name),
                doc: command.title.clone(),
                ends: false,
            }));
        }
    }
    found
}

fn forms(command: &'static Command, name: &Name, text: &str, with_at: bool, start: usize) -> Vec<Candidate> {
    let of_name = command.forms.iter().filter(|form| form.applies_to(name));
    let candidate = |form: &Form| {
        let (sign, ends) = match form.kind {
            FormKind::Set if !with_at && !form.no_equals => ("", true),
            _ => (form.sign(name), false),
        };
        let doc = if form.doc.is_empty() { &command.title } else { &form.doc };
        Candidate { start, text: format!("{text}{sign}"), doc: doc.clone(), ends }
    };
    of_name.map(candidate).collect()
}

/// The form of a name that takes parameters.
fn set_form(spec: &'static Spec, name: &str) -> Option<(&'static Name, &'static Form)> {
    let (_, command, name) = spec.command(name).or_else(|| spec.command(&format!("AT+{name}")))?;
    let form = command.forms.iter().find(|form| form.kind == FormKind::Set && form.applies_to(name))?;
    Some((name, form))
}

/// Listed values for a place in a list of parameters.
fn by_place(spec: &'static Spec, name: &str, params: &str, end: usize) -> Vec<Candidate> {
    let Some((_, form)) = set_form(spec, name) else { return Vec::new() };
    let (tokens, last) = tokens(params);
    let start = end - last.len();
    let values = behind(&form.params, &tokens).into_iter().flat_map(|place| place.values(spec));
    let fits = |wire: &str| wire.starts_with(last) || wire.trim_start_matches('"').starts_with(last);
    values
        .filter(|value| fits(&value.wire))
        .map(|value| {
            let label =
                if value.wire.trim_matches('"') == value.name { String::new() } else { format!("{}: ", value.name) };
            Candidate { start, text: value.wire, doc: format!("{label}{}", value.doc), ends: false }
        })
        .collect()
}

/// The tokens that are whole, and the one that has begun.
fn tokens(params: &str) -> (Vec<&str>, &str) {
    let (mut tokens, mut from, mut in_quotes, mut escaped) = (Vec::new(), 0, false, false);
    for (at, char) in params.char_indices() {
        match char {
            _ if std::mem::take(&mut escaped) => {}
            '\\' if in_quotes => escaped = true,
            '"' if in_quotes || at == from => in_quotes = !in_quotes,
            ',' if !in_quotes => {
                tokens.push(&params[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    (tokens, &params[from..])
}

/// What is given by name.
fn given(line: &str) -> Vec<(String, String)> {
    let pairs = words(line).into_iter().skip(1);
    pairs.filter_map(|word| word.text.split_once('=').map(|(name, value)| (key(name), value.to_string()))).collect()
}

/// Names of parameters, or listed values of the one that has begun.
fn by_name(spec: &'static Spec, typed: &str, from: usize) -> Vec<Candidate> {
    let all = words(typed);
    let (Some(first), last) = (all.first(), all.last().filter(|word| word.span.end == typed.len())) else {
        return Vec::new();
    };
    let Some((_, form)) = set_form(spec, &first.text) else { return Vec::new() };
    let given = given(typed);
    let places = named(&form.params, &given);
    let (start, begun) = last.map_or((typed.len(), ""), |word| (word.span.start, &typed[word.span.clone()]));
    if let Some((name, value)) = begun.split_once('=') {
        let start = from + start + name.len() + 1;
        let begun = value.trim_start_matches(['"', '\'']).to_ascii_lowercase();
        let place = places.into_iter().find(|place| key(place.name()) == key(name));
        let values = place.into_iter().flat_map(|place| place.values(spec));
        let fitting = values.filter(|value| value.name.to_ascii_lowercase().starts_with(&begun) || value.wire == begun);
        return fitting
            .map(|value| {
                let label = if value.wire.trim_matches('"') == value.name {
                    String::new()
                } else {
                    format!("{}: ", value.wire)
                };
                Candidate { start, text: quoted(&value.name), doc: format!("{label}{}", value.doc), ends: true }
            })
            .collect();
    }
    let begun = key(begun);
    let open = places.into_iter().filter(|place| {
        let name = key(place.name());
        name.starts_with(&begun) && !given.iter().any(|(known, _)| *known == name)
    });
    open.map(|place| Candidate {
        start: from + start,
        text: format!("{}=", key(place.name())),
        doc: format!("{} ({})", place.doc().trim_end_matches('.'), rule(spec, place)),
        ends: false,
    })
    .collect()
}

/// Files and folders whose path begins so.
fn files(typed: &str, start: usize) -> Vec<Candidate> {
    let (folder, begun) = typed.rsplit_once('/').map_or(("", typed), |(folder, begun)| (folder, begun));
    let path = if typed.starts_with('/') && folder.is_empty() {
        "/"
    } else if folder.is_empty() {
        "."
    } else {
        folder
    };
    let Ok(entries) = std::fs::read_dir(Path::new(path)) else { return Vec::new() };
    let before = &typed[..typed.len() - begun.len()];
    let mut found: Vec<Candidate> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok().filter(|name| name.starts_with(begun))?;
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let (mark, doc) = if is_folder { ("/", "A folder.") } else { ("", "A file.") };
            Some(Candidate { start, text: format!("{before}{name}{mark}"), doc: doc.into(), ends: false })
        })
        .collect();
    found.sort_by(|a, b| a.text.cmp(&b.text));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole line that each candidate makes.
    fn lines(line: &str) -> Vec<String> {
        let found = candidates(Spec::embedded(), Ask::Command, line);
        assert!(found.iter().all(|candidate| !candidate.doc.is_empty()), "{found:?}");
        found.into_iter().map(|candidate| format!("{}{}", &line[..candidate.start], candidate.text)).collect()
    }

    #[test]
    fn lines_are_completed() {
        for (line, all) in [
            // Names, in the style in which one has begun.
            ("AT+CWJ", &["AT+CWJAP_CUR", "AT+CWJAP_DEF", "AT+CWJAP"][..]),
            ("at+cwj", &["AT+CWJAP_CUR", "AT+CWJAP_DEF", "AT+CWJAP"]),
            ("cwj", &["cwjap_cur", "cwjap_def", "cwjap"]),
            ("!AT+CWQ", &["!AT+CWQAP"]),
            ("  AT+CWQ", &["  AT+CWQAP"]),
            ("join", &["cwjap_cur", "cwautoconn"]),
            // Forms.
            ("AT+CWJAP_CUR", &["AT+CWJAP_CUR?", "AT+CWJAP_CUR="]),
            ("cwjap_cur", &["cwjap_cur?", "cwjap_cur"]),
            // Values by place.
            ("AT+CWMODE_CUR=", &["AT+CWMODE_CUR=1", "AT+CWMODE_CUR=2", "AT+CWMODE_CUR=3"]),
            ("AT+CWMODE_CUR=2", &["AT+CWMODE_CUR=2"]),
            ("AT+CIPSTART=\"U", &["AT+CIPSTART=\"UDP\""]),
            ("AT+CIPSTART=U", &["AT+CIPSTART=\"UDP\""]),
            ("AT+CIPSTART=0,", &["AT+CIPSTART=0,\"TCP\"", "AT+CIPSTART=0,\"UDP\"", "AT+CIPSTART=0,\"SSL\""]),
            ("AT+CWJAP_CUR=\"a,", &[]),
            // Parameters and values by name.
            ("cwjap_cur ", &["cwjap_cur ssid=", "cwjap_cur pwd=", "cwjap_cur bssid="]),
            ("cwjap_cur ssid='a b' ", &["cwjap_cur ssid='a b' pwd=", "cwjap_cur ssid='a b' bssid="]),
            ("cwjap_cur ssid='a b", &[]),
            ("cwmode mode=", &["cwmode mode=Station", "cwmode mode=SoftAp", "cwmode mode=StationSoftAp"]),
            ("cipstart ty", &["cipstart type="]),
            ("cipstart type=t", &["cipstart type=TCP"]),
            ("cipstart type=TCP remote_p", &["cipstart type=TCP remote_port="]),
            // The shell's own.
            (":ex", &[":explain"]),
            (":explain cwq", &[":explain cwqap"]),
            ("nonsense", &[]),
            ("nonsense=", &[]),
            ("nonsense ", &[]),
        ] {
            assert_eq!(lines(line), all, "{line}");
        }
    }

    #[test]
    fn where_data_is_due_only_the_shells_own_commands_are_offered() {
        assert_eq!(candidates(Spec::embedded(), Ask::Data(5), "AT+CWJ"), []);
        assert_eq!(candidates(Spec::embedded(), Ask::Pem, ":fi")[0].text, ":file");
    }

    #[test]
    fn nothing_that_can_be_typed_breaks_it() {
        for line in [
            "\"",
            "AT+CWJAP=\"\\",
            "한글 한=",
            "!",
            "! ",
            ": ",
            ":file /",
            "AT+CWJAP ssid=\"한",
            "=",
            "?",
            " =",
            "cwjap =\"",
        ] {
            for (at, _) in line.char_indices() {
                candidates(Spec::embedded(), Ask::Command, &line[..at]);
                hint(Spec::embedded(), &line[..at]);
            }
            candidates(Spec::embedded(), Ask::Command, line);
            hint(Spec::embedded(), line);
        }
    }

    #[test]
    fn hints_tell_what_may_follow() {
        for (line, hinted) in [
            ("AT+CWJAP_CUR=", "<ssid>,<pwd>[,<bssid>]"),
            ("AT+CWJAP_CUR=\"a\",", "<pwd> a text, at most 64 bytes"),
            ("AT+CIPSEND=0,", "<length> 1 to 2048 bytes or <remote IP> a text, 1 to 253 bytes"),
            ("cwjap_cur ", "ssid=… pwd=…"),
            ("cwjap_cur ssid=a ", "pwd=…"),
            ("AT+CWJAP_CUR=\"a", ""),
            ("AT+GMR", ""),
            ("AT+CWJAP_CUR?", ""),
        ] {
            assert_eq!(hint(Spec::embedded(), line), hinted, "{line}");
        }
    }
}
