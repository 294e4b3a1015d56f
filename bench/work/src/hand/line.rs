//! Two answer lines by hand. A quote ends a text, whatever follows; ranges are those of the types.

use core::net::Ipv4Addr;

/// An access point.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ap<'a> {
    pub(crate) ecn: u8,
    pub(crate) ssid: &'a [u8],
    pub(crate) rssi: i16,
    pub(crate) mac: [u8; 6],
    pub(crate) channel: u8,
    pub(crate) wps: u8,
}

/// A line of a scan.
#[inline]
pub(crate) fn cwlap(line: &[u8]) -> Option<Ap<'_>> {
    let mut cursor = Cursor(line.strip_prefix(b"+CWLAP:(")?);
    let ecn = cursor.byte(b',')?;
    let ssid = cursor.text()?;
    cursor.skip(b',')?;
    cursor.skip(b'-')?;
    let rssi = -i16::from(cursor.byte(b',')?);
    let mac = cursor.mac()?;
    cursor.skip(b',')?;
    let channel = cursor.byte(b',')?;
    let wps = cursor.byte(b')')?;
    cursor.0.is_empty().then_some(Ap { ecn, ssid, rssi, mac, channel, wps })
}

/// A connection.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Connection<'a> {
    pub(crate) link_id: u8,
    pub(crate) protocol: &'a [u8],
    pub(crate) remote_ip: Ipv4Addr,
    pub(crate) remote_port: u16,
    pub(crate) local_port: u16,
    pub(crate) is_server: bool,
}

/// A line that describes a connection.
#[inline]
pub(crate) fn cipstatus(line: &[u8]) -> Option<Connection<'_>> {
    let mut cursor = Cursor(line.strip_prefix(b"+CIPSTATUS:")?);
    let link_id = cursor.byte(b',')?;
    let protocol = cursor.text()?;
    cursor.skip(b',')?;
    cursor.skip(b'"')?;
    let [a, b, c] = [cursor.byte(b'.')?, cursor.byte(b'.')?, cursor.byte(b'.')?];
    let remote_ip = Ipv4Addr::new(a, b, c, cursor.byte(b'"')?);
    cursor.skip(b',')?;
    let remote_port = u16::try_from(cursor.number(b',')?).ok()?;
    let local_port = u16::try_from(cursor.number(b',')?).ok()?;
    let is_server = cursor.0 == b"1";
    (link_id < 5).then_some(Connection { link_id, protocol, remote_ip, remote_port, local_port, is_server })
}

struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn skip(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    /// A number and the byte after it.
    fn number(&mut self, end: u8) -> Option<u32> {
        let mut number = 0_u32;
        for (at, byte) in self.0.iter().enumerate() {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                self.0 = self.0.get(at + 1..)?;
                // Longer numbers could wrap.
                return (*byte == end && (1..=9).contains(&at)).then_some(number);
            }
            number = number.wrapping_mul(10).wrapping_add(digit.into());
        }
        None
    }

    fn byte(&mut self, end: u8) -> Option<u8> {
        u8::try_from(self.number(end)?).ok()
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        self.skip(b'"')?;
        let end = self.0.iter().position(|byte| *byte == b'"')?;
        let (text, rest) = self.0.split_at(end);
        self.0 = rest.get(1..)?;
        Some(text)
    }

    fn mac(&mut self) -> Option<[u8; 6]> {
        let mut mac = [0; 6];
        for (at, octet) in mac.iter_mut().enumerate() {
            self.skip(if at == 0 { b'"' } else { b':' })?;
            *octet = hex(self.next()?)? << 4 | hex(self.next()?)?;
        }
        self.skip(b'"')?;
        Some(mac)
    }
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_parsed_as_the_typed_ones_are() {
        let line = b"+CWLAP:(4,\"Guest-Net\",-57,\"5c:0A:1b:ff:3d:90\",11,1)";
        let (ours, by_hand) = (crate::typed::cwlap(line).expect("a line"), cwlap(line).expect("a line"));
        assert_eq!(ours.ssid.and_then(|ssid| ssid.as_str()).map(str::as_bytes), Some(by_hand.ssid));
        assert_eq!(ours.mac.and_then(|mac| mac.known()).map(|mac| mac.0), Some(by_hand.mac));
        assert_eq!((ours.rssi, ours.channel), (Some(by_hand.rssi), Some(by_hand.channel)));
        assert_eq!((by_hand.ecn, by_hand.rssi, by_hand.wps), (4, -57, 1));

        let line = b"+CIPSTATUS:1,\"TCP\",\"192.168.10.201\",8080,50124,1";
        let (ours, by_hand) = (crate::typed::cipstatus(line).expect("a line"), cipstatus(line).expect("a line"));
        assert_eq!((ours.remote_ip, ours.remote_port), (by_hand.remote_ip, by_hand.remote_port));
        assert_eq!((ours.link_id.get(), ours.local_port), (by_hand.link_id, by_hand.local_port));
        assert_eq!((by_hand.protocol, by_hand.is_server), (&b"TCP"[..], true));
    }
}
