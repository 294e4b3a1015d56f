//! How requests are read: limits, types, numbers of parameters, forms, escapes.

use super::{Deviation, Hook::Reads};
use wizfi360_proto::{AnyRequest, DecodeError};

pub(super) const ROWS: &[Deviation] = &[
    Deviation {
        name: "above-upper-bound",
        wrong: "One more than the largest number is taken as the largest.",
        caught_by: &["3.1.4/set/time"],
        hook: Reads(|line| forgive(line, |token| shifted(token, -1))),
    },
    Deviation {
        name: "below-lower-bound",
        wrong: "One less than the smallest number is taken as the smallest.",
        caught_by: &["3.1.4/set/time"],
        hook: Reads(|line| forgive(line, |token| shifted(token, 1))),
    },
    Deviation {
        name: "upper-bound-refused",
        wrong: "The largest number is refused where it has two digits or more.",
        caught_by: &["3.1.4/set/time"],
        hook: Reads(|line| refuse(line, |token| shifted(token, 1).filter(|_| token.len() > 1))),
    },
    Deviation {
        name: "lower-bound-refused",
        wrong: "AT+CIPSTO=0 is refused.",
        caught_by: &["3.3.20/set/shortest"],
        hook: Reads(|line| (line == "AT+CIPSTO=0").then(|| REFUSED.into())),
    },
    Deviation {
        name: "number-wraps",
        wrong: "Of a number that has more than 32 bits, the lower 32 are taken.",
        caught_by: &["3.1.5/execute/echo"],
        hook: Reads(|line| forgive(line, |token| Some((token.parse::<u128>().ok()? as u32).to_string()))),
    },
    Deviation {
        name: "zeros-before-refused",
        wrong: "A number with zeros before it is refused.",
        caught_by: &["3.1.4/set/time"],
        hook: Reads(|line| {
            let zeros = |token: &&str| token.len() > 1 && token.starts_with('0') && is_number(token);
            Typed::of(line)?.tokens.iter().any(zeros).then(|| REFUSED.into())
        }),
    },
    Deviation {
        name: "letter-for-number",
        wrong: "A letter is taken as the number 1.",
        caught_by: &["3.1.5/execute/echo"],
        hook: Reads(|line| forgive(line, |token| (token.len() == 1 && token >= "A").then(|| "1".into()))),
    },
    Deviation {
        name: "number-in-quotes",
        wrong: "A number in quotes is taken.",
        caught_by: &["3.1.4/set/time"],
        hook: Reads(|line| forgive(line, |token| Some(inside(token)?.into()))),
    },
    Deviation {
        name: "text-without-quotes",
        wrong: "A text without quotes is taken.",
        caught_by: &["3.2.3/set/ssid"],
        hook: Reads(|line| forgive(line, |token| inside(token).is_none().then(|| format!("\"{token}\"")))),
    },
    Deviation {
        name: "text-too-long",
        wrong: "A text of one byte more than may be is taken without its last byte.",
        caught_by: &["3.2.3/set/ssid"],
        hook: Reads(|line| forgive(line, shorter)),
    },
    Deviation {
        name: "text-too-short",
        wrong: "A text of one byte less than must be is taken with an x behind it.",
        caught_by: &["3.2.3/set/ssid"],
        hook: Reads(|line| forgive(line, longer)),
    },
    Deviation {
        name: "longest-text-refused",
        wrong: "A text that is as long as may be is refused.",
        caught_by: &["3.2.3/set/ssid"],
        hook: Reads(|line| {
            let is_text = |token: &str| shorter(token).is_some_and(|shorter| is_taken(&line.replace(token, &shorter)));
            refuse(line, |token| longer(token).filter(|_| !is_address(token) && is_text(token)))
        }),
    },
    Deviation {
        name: "escapes-count",
        wrong: "The backslashes of escapes count in the length of a text.",
        caught_by: &["3.2.3/set/ssid"],
        hook: Reads(|line| {
            refuse(line, |token| {
                inside(token).filter(|text| text.contains('\\')).map(|text| quoted(&"x".repeat(text.len())))
            })
        }),
    },
    Deviation {
        name: "escapes-undone-twice",
        wrong: "What is left of a text when its escapes are undone has them undone again.",
        caught_by: &["3.2.8/set/read-back"],
        hook: Reads(|line| retype(line, |text| escaped(&undone(&undone(text))))),
    },
    Deviation {
        name: "escapes-not-undone",
        wrong: "The backslashes of escapes stay in a text.",
        caught_by: &["3.2.8/set/read-back"],
        hook: Reads(|line| retype(line, escaped)),
    },
    Deviation {
        name: "escaped-quote-ends",
        wrong: "A quote ends a text though a backslash stands before it, and the line is refused.",
        caught_by: &["3.2.3/set/ssid"],
        hook: Reads(|line| line.contains("\\\"").then(|| REFUSED.into())),
    },
    Deviation {
        name: "mqtt-text-escaped",
        wrong: "AT+MQTTPUB sends a backslash before each quote in its message.",
        caught_by: &["3.3.33/set/message"],
        hook: Reads(|line| {
            let text = line.strip_prefix("AT+MQTTPUB=\"")?.strip_suffix('"')?;
            text.contains('"').then(|| format!("AT+MQTTPUB=\"{}\"", text.replace('"', "\\\"")))
        }),
    },
    Deviation {
        name: "nul-taken",
        wrong: "A NUL in a text is dropped, and the text is taken.",
        caught_by: &["3.2.3/set/ssid"],
        hook: Reads(|line| forgive(line, |token| token.contains('\0').then(|| token.replace('\0', "")))),
    },
    Deviation {
        name: "open-quotes",
        wrong: "A text whose closing quote is missing at the line's end is taken.",
        caught_by: &["3.2.3/set/pwd"],
        hook: Reads(|line| {
            let closed = format!("{line}\"");
            (!is_taken(line) && is_taken(&closed)).then_some(closed)
        }),
    },
    Deviation {
        name: "address-above-255",
        wrong: "256 in an IP address is taken as 255.",
        caught_by: &["3.2.13/set/start-ip"],
        hook: Reads(|line| forgive(line, |token| Some(token.replacen("256", "255", 1)))),
    },
    Deviation {
        name: "address-of-three",
        wrong: "An IP address of three numbers is taken with a 0 behind them.",
        caught_by: &["3.2.13/set/start-ip"],
        hook: Reads(|line| forgive(line, |token| extended(token, '.', 2, "0"))),
    },
    Deviation {
        name: "bare-address-refused",
        wrong: "An IP address without quotes is refused.",
        caught_by: &["3.2.13/set/start-ip"],
        hook: Reads(|line| {
            Typed::of(line)?
                .tokens
                .iter()
                .any(|token| is_address(token) && inside(token).is_none())
                .then(|| REFUSED.into())
        }),
    },
    Deviation {
        name: "mac-of-a-group",
        wrong: "AT+CIPSTAMAC takes an address whose first byte is odd.",
        caught_by: &["3.2.16/set/mac"],
        hook: Reads(|line| forgive(line, |token| Some(token.replacen("\"01:", "\"00:", 1)))),
    },
    Deviation {
        name: "mac-of-five",
        wrong: "A MAC address of five pairs is taken with 00 behind them.",
        caught_by: &["3.2.3/set/bssid"],
        hook: Reads(|line| forgive(line, |token| extended(token, ':', 4, "00"))),
    },
    Deviation {
        name: "mac-upper-case-refused",
        wrong: "A MAC address in upper case is refused.",
        caught_by: &["3.2.3/set/bssid"],
        hook: Reads(|line| {
            let is_mac = |token: &&str| {
                token.matches(':').count() == 5 && token.contains(|digit: char| digit.is_ascii_uppercase())
            };
            Typed::of(line)?.tokens.iter().any(is_mac).then(|| REFUSED.into())
        }),
    },
    Deviation {
        name: "mask-bit-ignored",
        wrong: "Bits of AT+CWLAPOPT's mask that mean nothing are ignored.",
        caught_by: &["3.2.5/set/mask"],
        hook: Reads(|line| {
            let (sort, mask) = line.strip_prefix("AT+CWLAPOPT=")?.split_once(',')?;
            let known = mask.parse::<u32>().ok()? & 0x3f;
            (!is_taken(line)).then(|| format!("AT+CWLAPOPT={sort},{known}"))
        }),
    },
    Deviation {
        name: "parameter-too-many",
        wrong: "A parameter too many is ignored.",
        caught_by: &["3.1.4/set/one-more"],
        hook: Reads(|line| {
            let Typed { head, tokens } = Typed::of(line)?;
            let (_, others) = tokens.split_last()?;
            let fewer = format!("{head}{}", others.join(","));
            (!is_taken(line) && is_taken(&fewer)).then_some(fewer)
        }),
    },
    Deviation {
        name: "parameter-missing",
        wrong: "A last parameter that is missing is taken as a plain value.",
        caught_by: &["3.1.6/set/without-type"],
        hook: Reads(|line| {
            let separator = if line.ends_with('=') { "" } else { "," };
            let plain = ["0", "1", "\"\"", "\"x\"", "\"xxxxxxxx\"", "\"192.168.1.2\""];
            let more = plain.map(|value| format!("{line}{separator}{value}"));
            let is_missing = matches!(AnyRequest::parse(line.as_bytes()), Err(DecodeError::Missing(_)));
            more.into_iter().find(|more| is_missing && is_taken(more))
        }),
    },
    Deviation {
        name: "test-form-everywhere",
        wrong: "The test form of a command that has none is answered with `OK`.",
        caught_by: &["3.1.2/test/no-such-form"],
        hook: Reads(|line| other_form(line, line.ends_with("=?"))),
    },
    Deviation {
        name: "query-form-everywhere",
        wrong: "The query form of a command that has none is answered with `OK`.",
        caught_by: &["3.1.1/query/no-such-form"],
        hook: Reads(|line| other_form(line, line.ends_with('?') && !line.ends_with("=?"))),
    },
    Deviation {
        name: "set-form-everywhere",
        wrong: "The set form of a command that has none is answered with `OK`.",
        caught_by: &["3.1.1/set/no-such-form"],
        hook: Reads(|line| other_form(line, line.contains('=') && !line.ends_with('?'))),
    },
    Deviation {
        name: "execute-form-everywhere",
        wrong: "The execute form of a command that has none is answered with `OK`.",
        caught_by: &["3.1.4/execute/no-such-form"],
        hook: Reads(|line| other_form(line, !line.contains(['=', '?']))),
    },
    Deviation {
        name: "test-form-missing",
        wrong: "The test form of AT+CWMODE is refused.",
        caught_by: &["AT+CWMODE/test/shortest"],
        hook: Reads(|line| (line == "AT+CWMODE=?").then(|| REFUSED.into())),
    },
    Deviation {
        name: "unsuffixed-refused",
        wrong: "AT+CWMODE is refused: the module knows the names with a suffix alone.",
        caught_by: &["AT+CWMODE/set"],
        hook: Reads(|line| line.starts_with("AT+CWMODE=").then(|| REFUSED.into())),
    },
    Deviation {
        name: "optional-parameter-refused",
        wrong: "AT+CIPSTART is refused if a keep-alive time or a local port stands behind the port.",
        caught_by: &["3.3.3/set/tcp"],
        hook: Reads(|line| {
            let tokens = Typed::of(line).filter(|typed| typed.head == "AT+CIPSTART=")?.tokens;
            (tokens.len() > 3 && tokens[0].starts_with('"')).then(|| REFUSED.into())
        }),
    },
    Deviation {
        name: "scan-filter-ignored",
        wrong: "AT+CWLAP with an SSID lists all access points.",
        caught_by: &["3.2.6/set/without-ssid"],
        hook: Reads(|line| line.starts_with("AT+CWLAP=").then(|| "AT+CWLAP".into())),
    },
];

/// A line that every module takes, and does nothing by.
const TAKEN: &str = "AT";
/// A line that no module takes.
const REFUSED: &str = "AT+";

/// A request in its parts.
struct Typed<'l> {
    /// All up to the parameters.
    head: &'l str,
    tokens: Vec<&'l str>,
}

impl<'l> Typed<'l> {
    /// `None` if it is a request without parameters, or of one text up to its end.
    fn of(line: &'l str) -> Option<Typed<'l>> {
        if line.starts_with("AT+MQTTPUB=") {
            return None;
        }
        let head = line.find('=').map(|at| at + 1).or_else(|| line.starts_with("ATE").then_some(3))?;
        let (head, mut rest) = line.split_at(head);
        let mut tokens = Vec::new();
        loop {
            let (mut in_quotes, mut escaped) = (false, false);
            let end = rest.find(|character| {
                let ends = character == ',' && !in_quotes;
                in_quotes ^= character == '"' && !escaped;
                escaped = character == '\\' && in_quotes && !escaped;
                ends
            });
            tokens.push(&rest[..end.unwrap_or(rest.len())]);
            match end {
                Some(end) => rest = &rest[end + 1..],
                None => return Some(Typed { head, tokens }),
            }
        }
    }

    /// The line with another token at a place.
    fn with(&self, at: usize, token: &str) -> String {
        let mut tokens = self.tokens.clone();
        tokens[at] = token;
        format!("{}{}", self.head, tokens.join(","))
    }

    /// The lines of which one token is changed.
    fn changed(&self, change: impl Fn(&str) -> Option<String>) -> impl Iterator<Item = String> {
        let changed = move |(at, token): (usize, &&str)| Some(self.with(at, &change(token)?));
        self.tokens.iter().enumerate().filter_map(changed)
    }
}

fn is_taken(line: &str) -> bool {
    AnyRequest::parse(line.as_bytes()).is_ok()
}

/// A line that is refused, with a parameter changed so that it is taken.
fn forgive(line: &str, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    Typed::of(line).filter(|_| !is_taken(line))?.changed(change).find(|changed| is_taken(changed))
}

/// A line that is refused, if this one is taken and would no longer be with a parameter changed.
fn refuse(line: &str, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    let at_an_edge = Typed::of(line).filter(|_| is_taken(line))?.changed(change).any(|changed| !is_taken(&changed));
    at_an_edge.then(|| REFUSED.into())
}

/// A line whose texts are typed in another way.
fn retype(line: &str, retype: impl Fn(&str) -> String) -> Option<String> {
    let Typed { head, tokens } = Typed::of(line).filter(|_| line.contains('\\'))?;
    let retyped = |token: &&str| inside(token).map_or_else(|| token.to_string(), |text| quoted(&retype(text)));
    let line = format!("{head}{}", tokens.iter().map(retyped).collect::<Vec<_>>().join(","));
    is_taken(&line).then_some(line)
}

/// A line that is taken, if this one has a form that its command does not have.
fn other_form(line: &str, is_this: bool) -> Option<String> {
    let is_other = is_this && AnyRequest::parse(line.as_bytes()).err() == Some(DecodeError::UnknownForm);
    is_other.then(|| TAKEN.into())
}

fn is_number(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_address(token: &str) -> bool {
    token.matches('.').count() == 3 && token.bytes().all(|byte| matches!(byte, b'.' | b'"' | b'0'..=b'9'))
}

fn shifted(token: &str, by: i64) -> Option<String> {
    Some((token.parse::<i64>().ok()?.checked_add(by)?).to_string())
}

fn shorter(token: &str) -> Option<String> {
    let mut text = inside(token)?.to_string();
    text.pop()?;
    Some(quoted(&text))
}

fn longer(token: &str) -> Option<String> {
    Some(quoted(&format!("{}x", inside(token)?)))
}

/// A quoted address that has so many separators, with one more part.
fn extended(token: &str, separator: char, has: usize, part: &str) -> Option<String> {
    let address = inside(token).filter(|address| address.matches(separator).count() == has)?;
    Some(quoted(&format!("{address}{separator}{part}")))
}

fn inside(token: &str) -> Option<&str> {
    token.strip_prefix('"')?.strip_suffix('"')
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn undone(text: &str) -> String {
    let mut characters = text.chars();
    let mut undone = String::new();
    while let Some(character) = characters.next() {
        match character {
            '\\' => undone.push(characters.next().unwrap_or('\\')),
            character => undone.push(character),
        }
    }
    undone
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, character| {
        if matches!(character, '"' | ',' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
        escaped
    })
}
