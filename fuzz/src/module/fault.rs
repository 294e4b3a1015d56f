//! A bad line: what becomes of bytes under way.

use arbitrary::Unstructured;
use std::collections::VecDeque;

/// Gives the bytes on, with a fault in some of them: one byte in sixteen decisions is lost, doubled or changed.
pub(crate) fn on_the_line(bytes: &[u8], u: &mut Unstructured<'_>, out: &mut VecDeque<u8>) {
    let mut rest = bytes;
    while !rest.is_empty() {
        // How far it goes well; an input that is used up lets everything pass.
        let well = match u.int_in_range(0..=255_u8) {
            Ok(count @ 1..) if !u.is_empty() => usize::from(count).min(rest.len()),
            _ => rest.len(),
        };
        let (passed, behind) = rest.split_at_checked(well).unwrap_or((rest, b""));
        out.extend(passed);
        let Some((&byte, behind)) = behind.split_first() else { return };
        match u.int_in_range(0..=3_u8).unwrap_or(0) {
            0 => {}
            1 => out.extend([byte, byte]),
            2 => out.push_back(byte ^ (1 << (well % 8))),
            // A framing error reads as NUL.
            _ => out.push_back(0),
        }
        rest = behind;
    }
}
