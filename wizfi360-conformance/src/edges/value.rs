//! The edges of the types of values, as they stand on the wire.

use wizfi360_spec::{
    Spec,
    interpret::ErrorKind,
    model::{Bit, Choice, Domain, DomainKind, Param, Style, Type},
};

/// One edge of a value.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    /// What it is: `65536`, `33-bytes`, `unlisted`.
    pub(super) name: String,
    /// How it stands on the wire.
    pub(super) token: Vec<u8>,
    /// What is meant, as a person would type it, without quotes and escapes. `None` if only the wire can say it.
    pub(super) meant: Option<Vec<u8>>,
    /// How it is written again, or why it is refused.
    pub(super) expect: Result<Vec<u8>, ErrorKind>,
}

impl Edge {
    /// A value that is taken and written as it stands.
    fn taken(name: impl Into<String>, token: impl Into<Vec<u8>>, meant: impl Into<Vec<u8>>) -> Edge {
        let token = token.into();
        Edge { name: name.into(), expect: Ok(token.clone()), token, meant: Some(meant.into()) }
    }

    /// A value that is taken and written in another way.
    fn again(name: impl Into<String>, token: impl Into<Vec<u8>>, written: impl Into<Vec<u8>>) -> Edge {
        Edge { name: name.into(), token: token.into(), meant: None, expect: Ok(written.into()) }
    }

    /// A value that is refused.
    fn refused(
        name: impl Into<String>,
        token: impl Into<Vec<u8>>,
        meant: impl Into<Vec<u8>>,
        error: ErrorKind,
    ) -> Edge {
        Edge { name: name.into(), token: token.into(), meant: Some(meant.into()), expect: Err(error) }
    }

    /// The same, where only the wire can say it.
    fn broken(name: impl Into<String>, token: impl Into<Vec<u8>>, error: ErrorKind) -> Edge {
        Edge { name: name.into(), token: token.into(), meant: None, expect: Err(error) }
    }
}

/// What the values of a line are written by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writer<'s> {
    pub(super) spec: &'s Spec,
    /// True for requests: what the host sends is closed.
    pub(super) is_host: bool,
    /// What stands between the parameters. With another than the comma there are no quotes.
    pub(super) separator: &'s str,
}

impl<'s> Writer<'s> {
    pub(super) fn quoted(&self, text: &[u8]) -> Vec<u8> {
        if self.separator == "," { [b"\"", text, b"\""].concat() } else { text.to_vec() }
    }

    fn escaped(&self, text: &[u8]) -> Vec<u8> {
        let escapes = self.spec.lexical.escape_set.value.as_bytes();
        let bytes = text.iter().flat_map(|&byte| match escapes.contains(&byte) && self.separator == "," {
            true => vec![b'\\', byte],
            false => vec![byte],
        });
        self.quoted(&bytes.collect::<Vec<_>>())
    }

    /// True if a value of the type reaches to the end of the line.
    pub(super) fn takes_the_rest(&self, ty: &Type) -> bool {
        let is_verbatim = matches!(self.domain(ty), Some(DomainKind::Str { style: Style::Verbatim, .. }));
        is_verbatim || matches!(ty, Type::BareText | Type::Rest)
    }

    /// The values that are known to be accepted.
    pub(super) fn domain(&self, ty: &Type) -> Option<DomainKind> {
        self.whole_domain(ty).map(Domain::known_values)
    }

    fn whole_domain(&self, ty: &Type) -> Option<&'s Domain> {
        match ty {
            Type::Domain(name) => self.spec.domain(name),
            _ => None,
        }
    }
}

const MAC: &str = "00:08:dc:11:12:13";

/// A plain value of a type: on the wire, and as a person would type it.
pub(super) fn plain(writer: Writer<'_>, ty: &Type) -> (Vec<u8>, Vec<u8>) {
    let bare = |text: String| (text.clone().into_bytes(), text.into_bytes());
    let quoted = |text: &str| (writer.quoted(text.as_bytes()), text.as_bytes().to_vec());
    match &writer.domain(ty) {
        None => match ty {
            Type::U8 | Type::U16 | Type::U32 | Type::I16 => bare("1".into()),
            Type::Ip => quoted("192.168.1.2"),
            Type::BareIp => bare("192.168.1.2".into()),
            Type::Mac => quoted(MAC),
            Type::BareMac => bare(MAC.into()),
            Type::Text => quoted("x"),
            Type::BareText | Type::Rest => bare("x".into()),
            Type::Domain(_) => bare(String::new()),
        },
        Some(DomainKind::Int { min, .. }) => bare(min.to_string()),
        Some(DomainKind::Enum(values)) => bare(values.first().map_or(0, |first| first.value).to_string()),
        Some(DomainKind::Words { quoted: true, values }) => quoted(values.first().map_or("", |first| &first.text)),
        Some(DomainKind::Words { quoted: false, values }) => {
            bare(values.first().map_or("", |first| &first.text).into())
        }
        Some(DomainKind::Mask(bits)) => bare(bits.first().map_or(0, bit).to_string()),
        Some(DomainKind::Str { min, .. }) => quoted(&"x".repeat(usize::from(*min).max(1))),
        Some(DomainKind::UnicastMac) => quoted(MAC),
    }
}

/// The edges of a parameter. Where its type accepts more than is known, nothing is demanded of what is beyond.
pub(super) fn edges(writer: Writer<'_>, param: &Param) -> Vec<Edge> {
    let mut edges = known_edges(writer, param);
    if let Some((domain, known)) =
        writer.whole_domain(&param.ty).and_then(|domain| Some((domain, domain.known.as_ref()?)))
    {
        let is_beyond = |edge: &Edge| {
            let Some(meant) = &edge.meant else { return false };
            let number = match domain.kind {
                DomainKind::Str { .. } => i64::try_from(meant.len()).ok(),
                _ => std::str::from_utf8(meant).ok().and_then(|text| text.parse().ok()),
            };
            number.is_some_and(|number| known.is_exceeded_by(number))
        };
        edges.retain(|edge| !is_beyond(edge));
    }
    edges
}

fn known_edges(writer: Writer<'_>, param: &Param) -> Vec<Edge> {
    match &writer.domain(&param.ty) {
        None => match param.ty {
            Type::U8 => numbers(writer, 0, u8::MAX.into()),
            Type::U16 => numbers(writer, 0, u16::MAX.into()),
            Type::U32 => numbers(writer, 0, u32::MAX.into()),
            Type::I16 => numbers(writer, i16::MIN.into(), i16::MAX.into()),
            Type::Ip => addresses(writer, true),
            Type::BareIp => addresses(writer, false),
            Type::Mac => macs(writer, true, param.open),
            Type::BareMac => macs(writer, false, param.open),
            Type::Text => texts(writer, 0, None, false),
            Type::BareText => rests(true),
            Type::Rest => rests(false),
            // A lint finds what has no domain; no value fits it.
            Type::Domain(_) => Vec::new(),
        },
        Some(DomainKind::Int { min, max, .. }) => numbers(writer, *min, *max),
        Some(DomainKind::Enum(values)) => {
            listed_numbers(writer, &values.iter().map(|value| value.value).collect::<Vec<_>>())
        }
        Some(DomainKind::Words { quoted, values }) => {
            words(writer, *quoted, &values.iter().map(|word| word.text.as_str()).collect::<Vec<_>>())
        }
        Some(DomainKind::Mask(bits)) => masks(writer, &bits.iter().map(bit).collect::<Vec<_>>()),
        Some(DomainKind::Str { min, max, or_empty, style: Style::Quoted }) => {
            texts(writer, *min, Some(*max), *or_empty)
        }
        Some(DomainKind::Str { min, max, or_empty, style: Style::Verbatim }) => verbatim(*min, *max, *or_empty),
        Some(DomainKind::UnicastMac) => {
            let mut edges = macs(writer, true, false);
            edges.push(Edge::taken("fe", writer.quoted(b"fe:ff:ff:ff:ff:ff"), "fe:ff:ff:ff:ff:ff"));
            edges.push(Edge::refused(
                "group",
                writer.quoted(b"01:00:00:00:00:00"),
                "01:00:00:00:00:00",
                ErrorKind::OutOfRange,
            ));
            edges.retain(|edge| edge.name != "largest");
            edges
        }
    }
}

/// The edges of the word that makes a choice. Each that is listed has cases of its own behind it.
pub(super) fn tag_edges(choice: &Choice) -> Vec<Edge> {
    let Some(first) = choice.variants.first().map(|variant| variant.tag.as_str()) else { return Vec::new() };
    vec![
        Edge::taken(first.to_lowercase(), format!("\"{first}\""), first),
        Edge::refused("unlisted", "\"unlisted\"", "unlisted", ErrorKind::OutOfRange),
        Edge::broken("bare", first, ErrorKind::Invalid),
    ]
}

fn numbers(writer: Writer<'_>, min: i64, max: i64) -> Vec<Edge> {
    let taken = |number: i64| Edge::taken(number.to_string(), number.to_string(), number.to_string());
    let refused = |number: i64| {
        // A sign stands only where a number below 0 is allowed.
        let error = if number < 0 && min >= 0 { ErrorKind::Invalid } else { ErrorKind::OutOfRange };
        Edge::refused(number.to_string(), number.to_string(), number.to_string(), error)
    };
    let mut edges = vec![refused(min.saturating_sub(1)), taken(min), taken(max), refused(max.saturating_add(1))];
    edges.dedup_by(|one, other| one.name == other.name);
    let zeros = format!("{}00{}", if min < 0 { "-" } else { "" }, min.unsigned_abs());
    edges.push(Edge::again("zeros-before", zeros, min.to_string()));
    edges.push(Edge::refused("65-bits", "36893488147419103232", "36893488147419103232", ErrorKind::OutOfRange));
    edges.extend(not_a_number(writer, min));
    edges
}

/// What is no number, and a number in quotes.
fn not_a_number(writer: Writer<'_>, number: i64) -> Vec<Edge> {
    let mut edges = vec![Edge::refused("letter", "x", "x", ErrorKind::Invalid)];
    if writer.separator == "," {
        edges.push(Edge::broken("quoted", format!("\"{number}\""), ErrorKind::Invalid));
    }
    edges
}

/// Numbers with a meaning: what is not listed is refused in requests and kept in lines.
fn listed_numbers(writer: Writer<'_>, listed: &[i64]) -> Vec<Edge> {
    let text = |number: i64| number.to_string();
    let mut edges: Vec<_> =
        listed.iter().map(|&number| Edge::taken(text(number), text(number), text(number))).collect();
    // What is just outside, and the first gap inside.
    let (least, most) = (listed.iter().min().copied().unwrap_or(0), listed.iter().max().copied().unwrap_or(0));
    let gap = (least..most).find(|number| !listed.contains(number));
    let unlisted = [least.saturating_sub(1), most.saturating_add(1)].into_iter().chain(gap);
    edges.extend(unlisted.map(|number| match number {
        ..0 => Edge::refused(text(number), text(number), text(number), ErrorKind::Invalid),
        _ if writer.is_host => Edge::refused(text(number), text(number), text(number), ErrorKind::OutOfRange),
        _ => Edge::taken(text(number), text(number), text(number)),
    }));
    let beyond = text(i64::from(u32::MAX) + 1);
    edges.push(Edge::refused(beyond.clone(), beyond.clone(), beyond, ErrorKind::OutOfRange));
    edges.extend(not_a_number(writer, least));
    edges
}

fn words(writer: Writer<'_>, quoted: bool, listed: &[&str]) -> Vec<Edge> {
    let token = |word: &str| if quoted { writer.quoted(word.as_bytes()) } else { word.as_bytes().to_vec() };
    let mut edges: Vec<_> = listed.iter().map(|word| Edge::taken(word.to_lowercase(), token(word), *word)).collect();
    edges.push(match writer.is_host {
        true => Edge::refused("unlisted", token("unlisted"), "unlisted", ErrorKind::OutOfRange),
        false => Edge::taken("unlisted", token("unlisted"), "unlisted"),
    });
    if writer.separator == "," {
        let first = listed.first().copied().unwrap_or_default();
        let (name, other) = if quoted { ("bare", first.into()) } else { ("quoted", format!("\"{first}\"")) };
        edges.push(Edge::broken(name, other, ErrorKind::Invalid));
    }
    edges
}

/// The number that has this bit alone.
fn bit(bit: &Bit) -> i64 {
    1_i64.checked_shl(bit.bit.into()).unwrap_or(0)
}

/// Masks of these bits, each the number that has it alone.
fn masks(writer: Writer<'_>, bits: &[i64]) -> Vec<Edge> {
    let all = bits.iter().fold(0, |all, bit| all | bit);
    let text = |number: i64| number.to_string();
    let taken = |number: i64| Edge::taken(text(number), text(number), text(number));
    let mut edges = vec![Edge::taken("no-bit", "0", "0")];
    edges.extend(bits.iter().map(|&bit| taken(bit)));
    if bits.len() > 1 {
        edges.push(Edge::taken("all-bits", text(all), text(all)));
    }
    // The lowest that is not listed, and the one above all: alone, and with all that are.
    let above = 1_i64.checked_shl(64 - all.leading_zeros()).unwrap_or(0);
    let lowest = 1_i64.checked_shl((!all).trailing_zeros()).unwrap_or(0);
    let mut unlisted = vec![lowest, above, all | lowest, all | above];
    unlisted.sort_unstable();
    unlisted.dedup();
    edges.extend(
        unlisted
            .into_iter()
            .map(|number| Edge::refused(text(number), text(number), text(number), ErrorKind::OutOfRange)),
    );
    edges.extend(not_a_number(writer, 0));
    edges
}

/// Texts in quotes with escapes. Without `max` there is no limit.
fn texts(writer: Writer<'_>, min: u16, max: Option<u16>, or_empty: bool) -> Vec<Edge> {
    let name = |length: u16, rest: &str| format!("{length}-byte{}{rest}", if length == 1 { "" } else { "s" });
    let text = |length: u16| "x".repeat(length.into()).into_bytes();
    let taken = |length| Edge::taken(name(length, ""), writer.quoted(&text(length)), text(length));
    let refused = |length, error| Edge::refused(name(length, ""), writer.quoted(&text(length)), text(length), error);
    let longest = max.unwrap_or(2048);
    let escapes = writer.spec.lexical.escape_set.value.bytes().cycle();
    let escaped: Vec<u8> = escapes.take(longest.into()).collect();
    let mut edges = Vec::new();
    match min {
        0 => {}
        1 if or_empty => edges.push(taken(0)),
        1 => edges.push(refused(0, ErrorKind::TooShort)),
        _ => {
            edges.push(if or_empty { taken(0) } else { refused(0, ErrorKind::TooShort) });
            edges.push(refused(min - 1, ErrorKind::TooShort));
        }
    }
    edges.push(taken(min));
    if longest > min {
        edges.push(taken(longest));
    }
    edges.push(Edge::taken(name(longest, "-escaped"), writer.escaped(&escaped), escaped));
    if let Some(max) = max {
        edges.push(refused(max.saturating_add(1), ErrorKind::TooLong));
    }
    if writer.separator == "," {
        edges.push(Edge::broken("bare", "x", ErrorKind::Invalid));
        edges.extend(control_bytes(|text| writer.quoted(text), longest));
    }
    edges
}

/// CR, LF and NUL, in the middle of as short a text as can hold them.
fn control_bytes(quoted: impl Fn(&[u8]) -> Vec<u8>, longest: u16) -> Vec<Edge> {
    let edge = |(name, byte): (&str, u8)| {
        let text = if longest < 3 { vec![byte] } else { vec![b'x', byte, b'x'] };
        Edge::refused(name, quoted(&text), text, ErrorKind::ControlByte)
    };
    [("cr", b'\r'), ("lf", b'\n'), ("nul", 0)].map(edge).into()
}

/// Texts in quotes without escapes, up to the end of the line.
fn verbatim(min: u16, max: u16, or_empty: bool) -> Vec<Edge> {
    let quoted = |text: &[u8]| [b"\"", text, b"\""].concat();
    let text = |length: u16| "x".repeat(length.into()).into_bytes();
    let name = |length: u16| format!("{length}-byte{}", if length == 1 { "" } else { "s" });
    let edge = |length: u16| {
        let (name, token, meant) = (name(length), quoted(&text(length)), text(length));
        match length {
            0 if or_empty => Edge::taken(name, token, meant),
            length if length < min => Edge::refused(name, token, meant, ErrorKind::TooShort),
            length if length > max => Edge::refused(name, token, meant, ErrorKind::TooLong),
            _ => Edge::taken(name, token, meant),
        }
    };
    let mut lengths = vec![0, min.saturating_sub(1), min, max, max.saturating_add(1)];
    lengths.dedup();
    let mut edges: Vec<_> = lengths.into_iter().map(edge).collect();
    edges.push(Edge::again("bare", text(max), quoted(&text(max))));
    let special: Vec<u8> = br#"a"b\c,d"#.iter().copied().cycle().take(max.into()).collect();
    edges.push(Edge::taken("with-quotes", quoted(&special), special));
    edges.push(Edge::broken("one-quote", "\"x", ErrorKind::Unterminated));
    edges.extend(control_bytes(quoted, max));
    edges
}

fn addresses(writer: Writer<'_>, quoted: bool) -> Vec<Edge> {
    let token = |text: &str| if quoted { writer.quoted(text.as_bytes()) } else { text.into() };
    let other = |text: &str| if quoted { text.into() } else { writer.quoted(text.as_bytes()) };
    let (least, most) = ("0.0.0.0", "255.255.255.255");
    let mut edges: Vec<_> = [least, most].map(|text| Edge::taken(text, token(text), text)).into();
    let broken = ["256.0.0.0", "0.0.0.256", "1.2.3", "1.2.3.4.5", "1.2.3.", "-1.2.3.4", "0001.2.3.4"];
    edges.extend(broken.map(|text| Edge::refused(text, token(text), text, ErrorKind::Invalid)));
    edges.push(Edge::again("zeros-before", token("001.002.003.004"), token("1.2.3.4")));
    if writer.separator == "," {
        edges.push(Edge::again(if quoted { "bare" } else { "quoted" }, other(most), token(most)));
    }
    edges
}

fn macs(writer: Writer<'_>, quoted: bool, open: bool) -> Vec<Edge> {
    let token = |text: &str| if quoted { writer.quoted(text.as_bytes()) } else { text.into() };
    let other = |text: &str| if quoted { text.into() } else { writer.quoted(text.as_bytes()) };
    let (least, most) = ("00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff");
    let mut edges = vec![Edge::taken("smallest", token(least), least), Edge::taken("largest", token(most), most)];
    edges.push(Edge::again("upper-case", token(&MAC.to_uppercase()), token(MAC)));
    let keeps = open && !writer.is_host;
    for (name, text) in [
        ("5-pairs", "00:00:00:00:00"),
        ("7-pairs", "00:00:00:00:00:00:00"),
        ("not-hex", "00:00:00:00:00:0g"),
        ("one-digit", "00:00:00:00:00:0"),
    ] {
        let in_quotes = writer.quoted(text.as_bytes());
        edges.push(match keeps && writer.separator == "," {
            true => Edge::taken(name, in_quotes, text),
            false => Edge::refused(name, token(text), text, ErrorKind::Invalid),
        });
    }
    if writer.separator == "," {
        edges.push(Edge::broken("letter", "x", ErrorKind::Invalid));
        edges.push(Edge::again(if quoted { "bare" } else { "quoted" }, other(MAC), token(MAC)));
    }
    edges
}

/// The rest of a line: any text, perhaps none.
fn rests(bare_text: bool) -> Vec<Edge> {
    let long = "x".repeat(2048);
    let mut edges = vec![
        Edge::taken("empty", "", ""),
        Edge::taken("1-byte", "x", "x"),
        Edge::taken("2048-bytes", long.clone(), long),
        Edge::taken("with-quotes", br#"a"b\c,d"#, br#"a"b\c,d"#),
    ];
    if bare_text {
        edges.push(Edge::again("quoted", "\"x\"", "x"));
    }
    edges.extend(control_bytes(|text| text.to_vec(), u16::MAX));
    edges
}
