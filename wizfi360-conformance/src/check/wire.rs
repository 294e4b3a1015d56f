//! What the module says, cut into lines, prompts and packets, strictly.

/// One thing that the module said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A line, without its CR LF. It may be empty.
    Line(Vec<u8>),
    /// The prompt.
    Prompt,
    /// A packet: its head with the colon, and its payload.
    Packet(Vec<u8>, Vec<u8>),
}

/// Bytes of the module that were not looked at yet. However much it says, no more than [`Wire::MOST`] of them are kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Wire {
    bytes: Vec<u8>,
    /// How many bytes at the front were taken.
    taken: usize,
    /// True if bytes were dropped because there were too many.
    pub(super) flooded: bool,
}

impl Wire {
    /// How many bytes wait at most: two packets of the largest size.
    const MOST: usize = 2 * 65_536;
    /// The longest head of a packet.
    const HEAD: usize = 64;

    /// More bytes have come.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.drain(..std::mem::take(&mut self.taken));
        let room = Wire::MOST - self.bytes.len();
        self.flooded |= bytes.len() > room;
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// What is not a whole item yet.
    pub(super) fn rest(&self) -> &[u8] {
        &self.bytes[self.taken..]
    }

    /// Drops all that waits.
    pub(super) fn clear(&mut self) {
        (self.bytes, self.taken, self.flooded) = (Vec::new(), 0, false);
    }

    /// Takes all that waits, as it is.
    pub(super) fn take(&mut self) -> Vec<u8> {
        let rest = self.rest().to_vec();
        self.clear();
        rest
    }

    /// The next whole item. A prompt is one only where it is due: elsewhere `>` begins a line.
    pub(super) fn next(&mut self, prompt_is_due: bool) -> Option<Item> {
        let rest = self.rest();
        let (length, item) = match rest {
            [b'>', behind @ ..] if prompt_is_due => {
                // A blank may follow (`lexical.ron`).
                (if behind.first() == Some(&b' ') { 2 } else { 1 }, Item::Prompt)
            }
            [b'+', b'I', b'P', b'D', b',', ..] if packet(rest).is_some() => {
                let (head, length) = packet(rest)?;
                let payload = rest.get(head..head.checked_add(length)?)?;
                (head + length, Item::Packet(rest[..head].to_vec(), payload.to_vec()))
            }
            _ => {
                let end = rest.windows(2).position(|pair| pair == b"\r\n")?;
                (end + 2, Item::Line(rest[..end].to_vec()))
            }
        };
        self.taken += length;
        Some(item)
    }
}

/// How long a packet's head is, and how many bytes follow it.
fn packet(bytes: &[u8]) -> Option<(usize, usize)> {
    let head = bytes.iter().take(Wire::HEAD).position(|byte| *byte == b':')? + 1;
    let text = std::str::from_utf8(bytes.get(5..head - 1)?).ok()?;
    // `len`, `id,len`, `len,ip,port` or `id,len,ip,port`: an address has dots.
    let fields: Vec<&str> = text.split(',').collect();
    let length = match fields.as_slice() {
        [length] | [length, _, _] | [_, length] | [_, length, _, _] => length.parse().ok()?,
        _ => return None,
    };
    (length <= 65_535).then_some((head, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &[u8], prompt: bool) -> (Vec<Item>, Vec<u8>) {
        let mut wire = Wire::default();
        wire.push(text);
        let items = std::iter::from_fn(|| wire.next(prompt)).collect();
        (items, wire.rest().to_vec())
    }

    #[test]
    fn lines_end_with_cr_lf_alone() {
        let line = |text: &[u8]| Item::Line(text.to_vec());
        assert_eq!(items(b"\r\nOK\r\n", false).0, [line(b""), line(b"OK")]);
        assert_eq!(items(b"a\nb\rc\r\nd", false), (vec![line(b"a\nb\rc")], b"d".to_vec()));
    }

    #[test]
    fn packets_are_counted_whatever_they_hold() {
        let packet = |head: &[u8], payload: &[u8]| Item::Packet(head.to_vec(), payload.to_vec());
        let (got, rest) = items(b"\r\n+IPD,5:\r\nOK\0+IPD,1,4,192.168.0.10,50000:>\r\n>x", false);
        let expected = [
            Item::Line(Vec::new()),
            packet(b"+IPD,5:", b"\r\nOK\0"),
            packet(b"+IPD,1,4,192.168.0.10,50000:", b">\r\n>"),
        ];
        assert_eq!((got.as_slice(), rest.as_slice()), (&expected[..], &b"x"[..]));
    }

    #[test]
    fn a_prompt_is_one_where_it_is_due() {
        assert_eq!(items(b"\r\n>", true).0, [Item::Line(Vec::new()), Item::Prompt]);
        assert_eq!(items(b"\r\n>", false), (vec![Item::Line(Vec::new())], b">".to_vec()));
    }

    #[test]
    fn a_flood_is_bounded() {
        let mut wire = Wire::default();
        (0..1000).for_each(|_| wire.push(&[b'x'; 1000]));
        assert!(wire.flooded && wire.rest().len() == Wire::MOST);
    }
}
