//! The shell's own commands: lines that begin with a colon.

use crate::{
    end::Mistake,
    paint::{In, VALUE, pad, wrap},
};
use std::time::Duration;
use wizfi360_reference::{complete::words, suggest::nearest, text::from_hex};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Help,
    Explain(String),
    Raw(String),
    Wait {
        time: Option<Duration>,
        text: Option<String>,
    },
    /// `None`: as the spec advises.
    Timeout(Option<Duration>),
    Baud(u32),
    Escape,
    File(String),
    Hex(Vec<u8>),
    Quit,
}

/// Name, arguments and what it does.
pub(super) const OWN: [(&str, &str, &str); 10] = [
    (":help", "", "Tells what can be typed."),
    (":explain", "[NAME]", "Shows the page of a command, message, result or erratum."),
    (":raw", "TEXT", "Sends a line unchecked, as `!` before it does; as data, text without a line end."),
    (":wait", "[MS] [TEXT]", "Waits for the end of the command under way, or for a line of the module with this text."),
    (":timeout", "MS|auto", "How long to wait for the end of a command; auto: as the spec advises for each."),
    (":baud", "RATE", "Sets the speed of the serial port. It follows AT+UART_CUR and AT+UART_DEF by itself."),
    (":file", "PATH", "Data: what the file holds; of PEM text, the part that is asked for."),
    (":hex", "0001FF", "Data: these bytes."),
    (":escape", "", "Ends transparent transmission: quiet, +++, quiet."),
    (":quit", "", "Leaves. So does Ctrl-D."),
];

/// What a line that begins with a colon means.
pub(super) fn parse(line: &str) -> Result<Own, Mistake> {
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let trimmed = rest.trim();
    let unknown = || {
        let near = nearest(name, OWN.iter().map(|(name, ..)| *name));
        let near = near.first().map(|near| format!("Is `{near}` meant? ")).unwrap_or_default();
        Mistake::new(format!("`{name}` is no command of the shell"), format!("{near}`:help` lists them."))
    };
    // Any beginning that only one of them has.
    let mut fitting = OWN.iter().filter(|(known, ..)| name.len() > 1 && known.starts_with(name));
    let (name, arguments, _) = match (OWN.iter().find(|(known, ..)| *known == name), fitting.next(), fitting.next()) {
        (Some(known), ..) | (None, Some(known), None) => known,
        _ => return Err(unknown()),
    };
    let wrong = |what: &str| Mistake::new(format!("{name}: {what}"), format!("It is written `{name} {arguments}`."));
    if arguments.is_empty() && !trimmed.is_empty() {
        return Err(Mistake::new(format!("{name}: it takes nothing"), ""));
    }
    Ok(match *name {
        ":explain" => Own::Explain(trimmed.to_string()),
        ":raw" => Own::Raw(rest.to_string()),
        ":wait" => wait(trimmed),
        ":timeout" if trimmed == "auto" => Own::Timeout(None),
        ":timeout" => {
            Own::Timeout(Some(milliseconds(trimmed).ok_or_else(|| wrong("a number of milliseconds is due"))?))
        }
        ":baud" => {
            let rate = trimmed.parse().ok().filter(|rate| *rate > 0);
            Own::Baud(rate.ok_or_else(|| wrong("a baud rate is due"))?)
        }
        ":file" if trimmed.is_empty() => return Err(wrong("a path is due")),
        ":file" => Own::File(path(trimmed)),
        ":hex" => {
            let digits: String = trimmed.chars().filter(|char| !char.is_whitespace()).collect();
            let bytes = from_hex(&digits).filter(|bytes| !bytes.is_empty());
            Own::Hex(bytes.ok_or_else(|| wrong("pairs of hex digits are due"))?)
        }
        ":escape" => Own::Escape,
        ":quit" => Own::Quit,
        _ => Own::Help,
    })
}

fn milliseconds(text: &str) -> Option<Duration> {
    text.parse().ok().filter(|number| *number > 0).map(Duration::from_millis)
}

/// `5000`, `ready`, `5000 WIFI GOT IP`, or nothing.
fn wait(text: &str) -> Own {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let (time, text) = match milliseconds(first) {
        Some(time) => (Some(time), rest.trim()),
        None => (None, text),
    };
    Own::Wait { time, text: Some(text.to_string()).filter(|text| !text.is_empty()) }
}

/// The path without the quotes that completion may have put around it.
fn path(text: &str) -> String {
    words(text)
        .into_iter()
        .next()
        .filter(|word| word.span == (0..text.len()))
        .map_or_else(|| text.into(), |word| word.text)
}

/// What `:help` tells.
pub(super) fn help() -> String {
    let mut out = String::new();
    let mut line = |typed: &str, what: &str| {
        for (at, part) in wrap(what, 62).iter().enumerate() {
            let typed = if at == 0 { typed } else { "" };
            out += &format!("  {}  {part}\n", In(VALUE, pad(typed, 34)));
        }
    };
    line("AT+CWMODE_CUR=1", "A command as it is sent. It is checked first.");
    line(
        "cwjap_cur ssid=home pwd='two words'",
        "The same by names: quotes and escapes are added. `hex:00ff` stands for bytes.",
    );
    line("cwlap", "Also without values, and with `?` for a query.");
    line("!AT+ANYTHING", "A line that is sent unchecked.");
    line("Tab", "Completes commands, parameters and values.");
    line("Ctrl-C", "Gives up the line, or the waiting; the module goes on with what it was sent.");
    for (name, arguments, what) in OWN {
        line(format!("{name} {arguments}").trim_end(), what);
    }
    out += "\n  When the module waits for data, text is sent as it stands, with \\r \\n \\t \\0 \\xFF and \\\\ for what cannot\n  be typed; `::` at the beginning stands for a colon.\n";
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_by_name_or_by_a_beginning() {
        assert_eq!(parse(":help"), Ok(Own::Help));
        assert_eq!(parse(":q"), Ok(Own::Quit));
        assert_eq!(parse(":explain AT+CWJAP"), Ok(Own::Explain("AT+CWJAP".into())));
        assert_eq!(parse(":raw  AT "), Ok(Own::Raw(" AT ".into())));
        assert_eq!(parse(":timeout 500"), Ok(Own::Timeout(Some(Duration::from_millis(500)))));
        assert_eq!(parse(":timeout auto"), Ok(Own::Timeout(None)));
        assert_eq!(parse(":baud 9600"), Ok(Own::Baud(9600)));
        assert_eq!(parse(":hex 00 ff"), Ok(Own::Hex(vec![0, 255])));
        assert_eq!(parse(":file \"my file\""), Ok(Own::File("my file".into())));
    }

    #[test]
    fn waiting_takes_a_time_a_text_or_both() {
        let wait = |time: Option<u64>, text: Option<&str>| Own::Wait {
            time: time.map(Duration::from_millis),
            text: text.map(str::to_string),
        };
        assert_eq!(parse(":wait"), Ok(wait(None, None)));
        assert_eq!(parse(":wait 50"), Ok(wait(Some(50), None)));
        assert_eq!(parse(":wait WIFI GOT IP"), Ok(wait(None, Some("WIFI GOT IP"))));
        assert_eq!(parse(":wait 50 ready"), Ok(wait(Some(50), Some("ready"))));
    }

    #[test]
    fn mistakes_tell_the_way_out() {
        assert_eq!(parse(":hlep").unwrap_err().way_out, "Is `:help` meant? `:help` lists them.");
        assert_eq!(parse(":timeout soon").unwrap_err().way_out, "It is written `:timeout MS|auto`.");
        for wrong in [":", ":e", ":hex 0", ":hex", ":file", ":baud 0", ":quit now", ":timeout 0"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
