//! Placeholders of secrets and addresses: of the same length, the same for the same.

use std::{collections::HashMap, net::Ipv4Addr};
use wizfi360_reference::text::plural_of;

/// A shorter text may be a part of others: it is replaced only where it stands by itself.
const BY_ITSELF: usize = 8;

/// What is replaced, and its placeholder.
type Pair<'t> = (&'t [u8], &'t [u8]);

#[derive(Clone, Default)]
pub(super) struct Placeholders {
    /// By what they stand for. Addresses are in lower case.
    all: HashMap<Vec<u8>, Vec<u8>>,
    /// The same for texts in which secrets stand somewhere.
    shapes: HashMap<Vec<u8>, Vec<u8>>,
    secrets: usize,
    macs: usize,
    ips: usize,
}

impl Placeholders {
    pub(super) fn len(&self) -> usize {
        self.all.len() + self.shapes.len()
    }

    /// A password or key as it stands in a line, without its quotes.
    pub(super) fn secret(&mut self, text: &[u8]) {
        // Somebody has blacked it out already.
        let is_placeholder = text.iter().all(|byte| matches!(byte, b'*' | b'.'));
        if is_placeholder || self.all.contains_key(text) {
            return;
        }
        let placeholder = masked(text, self.secrets);
        self.secrets += 1;
        let in_literal = |text: &[u8]| {
            let escape = |byte: &u8| if matches!(byte, b'\\' | b'\'') { vec![b'\\', *byte] } else { vec![*byte] };
            text.iter().flat_map(escape).collect::<Vec<u8>>()
        };
        self.all.insert(in_literal(text), in_literal(&placeholder));
        self.all.insert(text.to_vec(), placeholder);
    }

    /// A text in which secrets stand somewhere: its shape is left.
    pub(super) fn unread(&mut self, text: &[u8]) {
        let shape = |byte: &u8| match byte {
            b'0'..=b'9' => b'0',
            _ if byte.is_ascii_alphabetic() || !byte.is_ascii() => b'x',
            _ => *byte,
        };
        let placeholder: Vec<u8> = text.iter().map(shape).collect();
        if placeholder != text {
            self.shapes.insert(text.to_vec(), placeholder);
        }
    }

    /// A value, if it is a MAC address or a public IP address.
    pub(super) fn address(&mut self, value: &str) {
        let key = value.to_ascii_lowercase().into_bytes();
        if self.all.contains_key(&key) {
            return;
        }
        if is_mac(value) {
            // The first half tells who made it, and no more.
            let number = self.macs + 1;
            let (high, middle, low) = (number / 10_000 % 100, number / 100 % 100, number % 100);
            let (maker, own) = value.split_at(9);
            let tail = format!("{high:02}:{middle:02}:{low:02}");
            self.all.insert(key, format!("{maker}{tail}").to_ascii_lowercase().into_bytes());
            // Names that are made of it: `WizFi360_A1B2D1`.
            let name = |text: &str| format!("_{}", text.replace(':', "")).to_ascii_lowercase().into_bytes();
            self.all.insert(name(own), name(&tail));
            self.macs += 1;
        } else if let Some(ip) = value.parse().ok().filter(is_public) {
            self.all.insert(key, reserved(ip, self.ips).into_bytes());
            self.ips += 1;
        }
    }

    /// The text with all of them in place.
    pub(super) fn replace(&self, text: &[u8]) -> Vec<u8> {
        let mut by_first: HashMap<u8, Vec<Pair<'_>>> = HashMap::new();
        // What is known to be a secret has its own placeholder, whatever it stands in.
        for (from, to) in self.all.iter().chain(&self.shapes).filter(|(from, _)| !from.is_empty()) {
            by_first.entry(from[0].to_ascii_lowercase()).or_default().push((from, to));
        }
        by_first.values_mut().for_each(|all| all.sort_by_key(|(from, _)| std::cmp::Reverse(from.len())));
        let (mut out, mut at) = (Vec::with_capacity(text.len()), 0);
        while let Some(first) = text.get(at) {
            let candidates = by_first.get(&first.to_ascii_lowercase()).into_iter().flatten();
            match { candidates }.find(|(from, _)| stands_at(from, text, at)) {
                Some((from, to)) => {
                    let found = &text[at..at + from.len()];
                    // Only an address may be found in another case, which it keeps.
                    let is_upper = found != *from && found.iter().any(u8::is_ascii_uppercase);
                    out.extend(if is_upper { to.to_ascii_uppercase() } else { to.to_vec() });
                    at += from.len();
                }
                None => {
                    out.push(*first);
                    at += 1;
                }
            }
        }
        out
    }

    /// `2 secrets, 1 MAC address, 0 public IP addresses`
    pub(super) fn sentence(&self) -> String {
        let addresses =
            |count: usize, what: &str| format!("{count} {what} address{}", if count == 1 { "" } else { "es" });
        let unread = self.shapes.keys().filter(|text| !self.all.contains_key(*text)).count();
        let secrets = plural_of((self.secrets + unread) as u64, "secret");
        format!("{secrets}, {}, {}", addresses(self.macs, "MAC"), addresses(self.ips, "public IP"))
    }
}

/// True if it stands there: an address in any case, and what is short by itself.
fn stands_at(from: &[u8], text: &[u8], at: usize) -> bool {
    let Some(found) = text.get(at..at + from.len()) else { return false };
    let as_text = std::str::from_utf8(from).unwrap_or_default();
    let is_ip = as_text.parse::<Ipv4Addr>().is_ok();
    let is_mac = is_mac(as_text) || (from.len() == 7 && from[0] == b'_');
    let fits = found == from || (is_mac && found.eq_ignore_ascii_case(from));
    if !fits || (from.len() >= BY_ITSELF && !is_ip) || is_mac {
        return fits;
    }
    let goes_on = |byte: &u8| byte.is_ascii_alphanumeric() || (is_ip && *byte == b'.');
    // The letter of `\n` in a literal is none.
    let is_escape = at >= 2 && text[at - 2] == b'\\' && matches!(text[at - 1], b'n' | b'r' | b't' | b'0');
    let begins = at == 0 || is_escape || !goes_on(&text[at - 1]);
    begins && text.get(at + from.len()).is_none_or(|byte| !goes_on(byte))
}

/// Letters, as many as there are bytes, that count the secrets: `aaaaaaab`. Escapes stay, so that the text behind them is as long, too.
fn masked(text: &[u8], mut number: usize) -> Vec<u8> {
    // A key in hex stays one.
    let base = if text.iter().all(u8::is_ascii_hexdigit) { 6 } else { 26 };
    let mut out = text.to_vec();
    let mut free = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'\\' {
            at += 2;
        } else {
            free.push(at);
            at += 1;
        }
    }
    for at in free.into_iter().rev() {
        out[at] = b'a' + u8::try_from(number % base).unwrap_or(0);
        number /= base;
    }
    out
}

fn is_mac(text: &str) -> bool {
    text.len() == 17
        && text.bytes().enumerate().all(|(at, byte)| if at % 3 == 2 { byte == b':' } else { byte.is_ascii_hexdigit() })
}

/// True if somebody may be found by it.
fn is_public(ip: &Ipv4Addr) -> bool {
    let nobody = ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_documentation();
    !(nobody || ip.is_unspecified() || ip.is_broadcast() || ip.is_multicast())
        && ip.octets()[0] != 0
        && ip.octets()[0] < 240
}

/// An address that nobody has, with as many digits: it begins with 0, 10 or 240.
fn reserved(ip: Ipv4Addr, number: usize) -> String {
    let mut number = number;
    let [first, rest @ ..] = ip.octets();
    let mut out = [0; 4];
    for (octet, is) in out.iter_mut().skip(1).zip(rest).rev() {
        let (from, count) = match is {
            0..=9 => (0, 10),
            10..=99 => (10, 90),
            100..=255 => (100, 156),
        };
        *octet = from + number % count;
        number /= count;
    }
    let first = if first < 10 {
        0
    } else if first < 100 {
        10
    } else {
        240
    };
    format!("{first}.{}.{}.{}", out[1], out[2], out[3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_as_long_as_what_it_stands_for_and_the_same_for_the_same() {
        let mut all = Placeholders::default();
        all.secret(b"secret words");
        all.secret(br#"a\\\,b\"c"#);
        all.secret(b"0123456789");
        for address in ["00:08:DC:a1:b2:d1", "8.8.8.8", "93.184.216.34", "208.67.222.222", "192.168.1.2"] {
            all.address(address);
        }
        let text = b"AT+CWJAP=\"x\",\"secret words\" b'\"a\\\\\\\\\\\\,b\\\\\"c\"' 0123456789 00:08:dc:A1:B2:D1 WizFi360_A1B2D1 \
                     8.8.8.8 18.8.8.8 8.8.8.80 93.184.216.34 208.67.222.222 192.168.1.2 secret words";
        let out = all.replace(text);
        assert_eq!(out.len(), text.len());
        let out = String::from_utf8(out).unwrap();
        for gone in ["secret", "0123456789", "A1", "B2D1", " 8.8.8.8 ", "93.184", "208.67"] {
            assert!(!out.contains(gone), "{gone}: {out}");
        }
        for there in ["\"aaaaaaaaaaaa\"", "00:08:DC:00:00:01", "WizFi360_000001", "18.8.8.8", "8.8.8.80", "192.168.1.2"]
        {
            assert!(out.contains(there), "{there}: {out}");
        }
        assert_eq!(out.matches("aaaaaaaaaaaa").count(), 2);
        assert_eq!(all.sentence(), "3 secrets, 1 MAC address, 3 public IP addresses");
    }

    #[test]
    fn escapes_stay_so_that_the_length_behind_them_does() {
        assert_eq!(masked(br#"ab\\\,c"#, 0), br#"aa\\\,a"#);
        assert_eq!(masked(b"abcd", 27), b"aaed", "in hex");
        assert_eq!(masked(b"wxyz", 27), b"aabb");
        assert_eq!(masked(b"a\\", 0), b"a\\");
    }

    #[test]
    fn what_is_short_is_replaced_where_it_stands_by_itself() {
        let mut all = Placeholders::default();
        all.secret(b"123");
        assert_eq!(all.replace(br#""123",12345 b'\r\n123' x123"#), br#""aaa",12345 b'\r\naaa' x123"#);
    }

    #[test]
    fn placeholders_of_addresses_are_reserved_and_their_own() {
        let mut seen = std::collections::HashSet::new();
        for number in 0..1000 {
            let placeholder = reserved(Ipv4Addr::new(8, 8, 8, 8), number);
            assert!(placeholder.len() == 7 && placeholder.parse::<Ipv4Addr>().is_ok() && seen.insert(placeholder));
        }
        for ip in [[8, 8, 8, 8], [93, 184, 216, 34], [208, 67, 222, 222]] {
            let placeholder: Ipv4Addr = reserved(ip.into(), 5).parse().unwrap();
            assert!(!is_public(&placeholder), "{placeholder}");
        }
    }
}
