//! What a typed line means.

use super::own::{self, Own};
use crate::{book::Book, encode, end::Failure, hint_style::HintStyle};
use wizfi360_reference::complete::values_of_words;

/// A line that was typed where a command is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Nothing, or a comment.
    Nothing,
    Own(Own),
    /// A request that the spec knows and takes, line end included, and values of it that modules may refuse.
    Checked(Vec<u8>, Vec<String>),
    /// What is sent as it was typed, line end included.
    Unchecked(Vec<u8>),
}

/// Reads a line. A request is checked.
///
/// # Errors
///
/// The line is refused: all that is wrong with it, each with a way out.
pub(super) fn read(book: &Book, line: &str) -> Result<Typed, Failure> {
    let typed = line.trim();
    let unchecked = |text: &str| Ok(Typed::Unchecked(format!("{text}\r\n").into_bytes()));
    match typed.chars().next() {
        None | Some('#') => Ok(Typed::Nothing),
        Some('!') => unchecked(&line.trim_start()[1..]),
        Some(':') => match own::parse(line.trim_start()).map_err(|mistake| Failure::Wrong(vec![mistake]))? {
            Own::Raw(text) => unchecked(&text),
            own => Ok(Typed::Own(own)),
        },
        Some(_) => request(book, typed).map(|(bytes, warnings)| Typed::Checked(bytes, warnings)),
    }
}

/// `AT+CWMODE_CUR=1`, `cwmode_cur?`, `cwmode_cur mode=Station`
fn request(book: &Book, typed: &str) -> Result<(Vec<u8>, Vec<String>), Failure> {
    let by_name = typed.find(|char: char| char.is_whitespace() || matches!(char, '=' | '?'));
    let by_name = by_name.filter(|at| typed[*at..].starts_with(char::is_whitespace));
    let ready = match by_name {
        Some(_) => {
            let (name, values) = values_of_words(typed).map_err(|rejections| HintStyle::Shell.failure(rejections))?;
            encode::request(book, HintStyle::Shell, &name, None, &values)
        }
        None => encode::request(book, HintStyle::Shell, typed, None, &[]).map_err(|failure| match failure {
            Failure::Wrong(mut mistakes) => {
                if let Some(last) = mistakes.last_mut() {
                    last.way_out += "\n`!` before the line sends it all the same.";
                }
                Failure::Wrong(mistakes)
            }
            other => other,
        }),
    };
    ready.map(|ready| (ready.bytes, ready.warnings))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Folder;

    fn typed(line: &str) -> Result<Typed, String> {
        let book = Book::open(&Folder { folder: None }).unwrap();
        read(&book, line).map_err(|failure| match failure {
            Failure::Wrong(mistakes) => mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn requests_are_typed_in_many_ways() {
        for (line, sent) in [
            ("AT", "AT\r\n"),
            ("at", "AT\r\n"),
            ("ate0", "ATE0\r\n"),
            (" AT+GMR ", "AT+GMR\r\n"),
            ("gmr", "AT+GMR\r\n"),
            ("at+cwmode_cur=1", "AT+CWMODE_CUR=1\r\n"),
            ("cwmode_cur?", "AT+CWMODE_CUR?\r\n"),
            ("cwmode_cur mode=Station", "AT+CWMODE_CUR=1\r\n"),
            ("AT+CWMODE_CUR mode=1", "AT+CWMODE_CUR=1\r\n"),
            ("AT+CWJAP_CUR=\"my home\",\"two words\"", "AT+CWJAP_CUR=\"my home\",\"two words\"\r\n"),
            ("cwjap_cur ssid='a,b' pwd=\"1234 5678\"", "AT+CWJAP_CUR=\"a\\,b\",\"1234 5678\"\r\n"),
            ("cipstart type=tcp remote_ip=10.0.0.1 remote_port=7", "AT+CIPSTART=\"TCP\",\"10.0.0.1\",7\r\n"),
        ] {
            assert_eq!(typed(line), Ok(Typed::Checked(sent.as_bytes().to_vec(), Vec::new())), "{line}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_a_way_out() {
        for (line, told) in [
            ("AT+CWMODE_CUR=9", "`!` before the line"),
            ("AT+CWMODE_CUR=9", "`:explain AT+CWMODE_CUR`"),
            ("AT+CWJPA_CUR?", "Did you mean `AT+CWJAP_CUR`"),
            ("cwjap_cur ssid=home", "Give it by pwd=..."),
            ("cwjap_cur ssid", "Write name=value"),
            ("cwjap_cur ssid='home", "is not closed"),
            ("AT+CWJAP_CUR", "AT+CWJAP_CUR=<ssid>,<pwd>[,<bssid>]"),
            (":nonsense", "`:help`"),
        ] {
            let text = typed(line).unwrap_err();
            assert!(text.contains(told), "{line}: {text}");
            assert!(!text.contains("--set") && !text.contains("wizfi360 explain"), "{line}: {text}");
        }
    }

    #[test]
    fn passwords_are_not_repeated() {
        for line in [
            "cwjap_cur ssid=home pwd='correct horse",
            "cwjap_cur home correct-horse",
            "AT+CWJAP_CUR=\"home\",\"correct horse",
            "AT+CWJPA_CUR=\"home\",\"correct horse\"",
            "cwjap_cur=\"home\",\"correct horse\",9",
        ] {
            let text = typed(line).unwrap_err();
            assert!(!text.contains("correct") && !text.contains("horse"), "{line}: {text}");
        }
    }

    #[test]
    fn what_is_meant_so_is_sent_unchecked() {
        for line in ["!AT+NO=1", "  !AT+NO=1", ":raw AT+NO=1"] {
            assert_eq!(typed(line), Ok(Typed::Unchecked(b"AT+NO=1\r\n".to_vec())), "{line}");
        }
        assert_eq!(typed(""), Ok(Typed::Nothing));
        assert_eq!(typed("# a comment"), Ok(Typed::Nothing));
    }
}
