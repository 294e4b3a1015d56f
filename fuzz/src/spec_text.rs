//! The loader and the lints take any text: findings come, and never a panic.

use arbitrary::{Arbitrary, Unstructured};
use wizfi360_spec::{Spec, lint};

/// Files of the spec that a text is made of: one of each kind, and those families that hold the odder shapes.
const FILES: [(&str, &str); 11] = [
    ("manual.ron", include_str!("../../spec/manual.ron")),
    ("lexical.ron", include_str!("../../spec/lexical.ron")),
    ("domains.ron", include_str!("../../spec/domains.ron")),
    ("events.ron", include_str!("../../spec/events.ron")),
    ("errata.ron", include_str!("../../spec/errata.ron")),
    ("wifi/join.ron", include_str!("../../spec/wifi/join.ron")),
    ("wifi/scan.ron", include_str!("../../spec/wifi/scan.ron")),
    ("tcpip/open.ron", include_str!("../../spec/tcpip/open.ron")),
    ("tcpip/buffer.ron", include_str!("../../spec/tcpip/buffer.ron")),
    ("cloud/mqtt.ron", include_str!("../../spec/cloud/mqtt.ron")),
    ("system/gpio.ron", include_str!("../../spec/system/gpio.ron")),
];

/// The shared files that have to be there, as small as they can be: the whole ones take a hundred times as long.
const OTHERS: [(&str, &str); 5] = [
    ("manual.ron", r#"(title: "T", edition: "1.1.1.9", date: "3 July 2025", pages: 70, sections: [])"#),
    FILES[1],
    ("domains.ron", r#"(doc: "Shared.", domains: [])"#),
    ("events.ron", r#"(doc: "Unasked.", messages: [], packets: [])"#),
    ("errata.ron", r#"(doc: "Disagreements.", errata: [])"#),
];

/// A text in place of one of the spec's files: it is refused with the file's name, or it loads, and then the lints tell their findings and
/// find them in the text.
pub fn spec_text(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let Ok(is_edited) = u.arbitrary::<bool>() else { return };
    let Ok(&(path, text)) = u.choose(&FILES) else { return };
    let text = if is_edited { edited(text, &mut u) } else { u.bytes(u.len()).map(<[u8]>::to_vec) };
    let Ok(text) = text else { return };
    let text = String::from_utf8_lossy(&text).into_owned();
    let others = OTHERS.iter().filter(|(other, _)| *other != path);
    let files =
        others.map(|(path, text)| (path.to_string(), text.to_string())).chain([(path.to_string(), text.clone())]);
    match Spec::from_files(files) {
        Ok(spec) => {
            for finding in lint::run(&spec) {
                assert!(!finding.to_string().is_empty());
                let _: Option<(usize, usize)> = finding.locate(&text);
            }
            lint::coverage(&spec);
        }
        Err(errors) => {
            assert!(!errors.is_empty());
            for error in errors {
                assert!(
                    error.to_string().starts_with(&format!("spec/{path}")),
                    "{error} names another file than {path}"
                );
            }
        }
    }
}

/// A file with some places changed: a piece of it gone, doubled, or in place of another; numbers and words of other sizes.
fn edited(text: &str, u: &mut Unstructured<'_>) -> arbitrary::Result<Vec<u8>> {
    const WORDS: [&str; 16] = [
        "0",
        "-1",
        "31",
        "32",
        "64",
        "255",
        "65535",
        "65536",
        "4294967295",
        "-9223372036854775808",
        "\"\"",
        "[]",
        "()",
        "\"{scope}\"",
        "\"\u{fc}\"",
        "None",
    ];
    let mut text = text.as_bytes().to_vec();
    for _ in 0..u.int_in_range(0..=4_u8)? {
        let (at, other) = (place(&text, u)?, place(&text, u)?);
        let piece = text[other..token_end(&text, other)].to_vec();
        let end = token_end(&text, at);
        match u.int_in_range(0..=4_u8)? {
            0 => drop(text.splice(at..end, [])),
            1 => drop(text.splice(at..end, piece)),
            2 => drop(text.splice(at..at, piece)),
            3 => drop(text.splice(at..end, u.choose(&WORDS)?.bytes())),
            _ => drop(text.splice(at..end, [u8::arbitrary(u)?])),
        }
    }
    Ok(text)
}

/// Where a token begins, near any place.
fn place(text: &[u8], u: &mut Unstructured<'_>) -> arbitrary::Result<usize> {
    let near = u.int_in_range(0..=text.len())?;
    let begins = |at: &usize| text[..*at].last().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    Ok((near..text.len()).find(begins).unwrap_or(text.len()))
}

/// Where the token ends that begins here: a word, a number, a text, a bracket with all that is in it, or a sign.
fn token_end(text: &[u8], at: usize) -> usize {
    let rest = &text[at..];
    let length = match rest.first() {
        None => 0,
        Some(b'"') => rest.iter().skip(1).position(|byte| *byte == b'"').map_or(rest.len(), |end| end + 2),
        Some(b'(' | b'[') => {
            let mut depth = 0;
            let closes = rest.iter().position(|byte| {
                match byte {
                    b'(' | b'[' => depth += 1,
                    b')' | b']' => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            closes.map_or(rest.len(), |end| end + 1)
        }
        Some(byte) if byte.is_ascii_alphanumeric() => {
            rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len())
        }
        Some(_) => 1,
    };
    at + length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_small_files_load() {
        let files = OTHERS.iter().map(|(path, text)| (path.to_string(), text.to_string()));
        if let Err(errors) = Spec::from_files(files) {
            panic!("{}", errors[0]);
        }
    }
}
