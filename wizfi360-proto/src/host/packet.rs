//! Packet headers: `+IPD,[<link ID>,]<len>[,<remote IP>,<remote port>]:`.
//!
//! [`Ipd`] parses the same lines, by the general reader; a law compares the two. This way a decoder
//! links none of it: 1.1 KB less on a Cortex-M0, and a third of the instructions.

use crate::{
    Decode,
    compact::{Field, Reader},
    domains::LinkId,
    events::{Ipd, IpdFrom},
};
use core::net::Ipv4Addr;

static FIELDS: [Field; 4] = [
    Field::new("link ID", LinkId::CELL),
    Field::new("len", u32::CELL),
    Field::new("remote IP", Ipv4Addr::CELL.optional()),
    Field::new("remote port", u16::CELL.optional()),
];

/// Reads a header up to its colon. An error is the payload length of an invalid one, if that can be
/// read all the same: nothing in the payload may pass for a line.
#[inline(never)]
pub(super) fn header(line: &[u8]) -> Option<Result<Ipd, Option<u32>>> {
    let [b'+', b'I', b'P', b'D', b',', .., b':'] = line else { return None };
    let text = line.split_last()?.1;
    // The link ID is there if the number of parameters is even.
    let mut cells = [0; 4];
    let count = parameters(text, &mut cells).count();
    let has_link = count > 0 && count & 1 == 0;
    let from = usize::from(!has_link);
    let mut reader = parameters(text, cells.get_mut(from..)?);
    if reader.fields(FIELDS.get(from..)?, 0).is_ok()
        && reader.is_at_end()
        && let Some(header) = valid(cells, has_link, count)
    {
        return Some(Ok(header));
    }
    Some(Err(invalid_len(text, has_link)))
}

fn parameters<'a, 'c>(text: &'a [u8], cells: &'c mut [u32]) -> Reader<'a, 'c> {
    Reader::new(text.get("+IPD,".len()..).unwrap_or(b""), text.len(), cells)
}

#[cold]
#[inline(never)]
fn invalid_len(text: &[u8], has_link: bool) -> Option<u32> {
    let (mut ignored, mut len) = ([0], [0]);
    let mut before = parameters(text, &mut ignored);
    if has_link && !before.skip() {
        return None;
    }
    let is_len = Reader::new(before.rest(), text.len(), &mut len).fields(FIELDS.get(1..2)?, 0).is_ok();
    if is_len { Some(len[0]) } else { None }
}

fn valid([link, len, ip, port]: [u32; 4], has_link: bool, count: usize) -> Option<Ipd> {
    let link_id = match u8::try_from(link).ok().map(LinkId::new) {
        _ if !has_link => None,
        Some(Ok(link)) => Some(link),
        _ => return None,
    };
    let from = match count {
        1 | 2 => None,
        3 | 4 => Some(IpdFrom { remote_ip: Ipv4Addr::from_bits(ip), remote_port: u16::try_from(port).ok()? }),
        _ => return None,
    };
    Some(Ipd { link_id, len, from })
}
