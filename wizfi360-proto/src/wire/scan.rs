//! Looking for a byte, a word at a time.

/// How many bytes are looked at in one step.
const WORD: usize = size_of::<usize>();
const ONES: usize = usize::MAX / 255;
const HIGHS: usize = ONES << 7;

/// A mask whose lowest bit stands in the first byte of `word` that is `byte`; 0 if none is.
#[inline(always)]
const fn holds(word: usize, byte: u8) -> usize {
    let differs = word ^ ONES.wrapping_mul(byte as usize);
    differs.wrapping_sub(ONES) & !differs & HIGHS
}

/// A mask with the highest bit of each byte of `word` that is `byte`.
#[inline(always)]
const fn holds_exactly(word: usize, byte: u8) -> usize {
    let differs = word ^ ONES.wrapping_mul(byte as usize);
    !((differs & !HIGHS).wrapping_add(!HIGHS) | differs) & HIGHS
}

/// A mask whose lowest bit stands in the first byte of `word` that is at most `byte`, which is below 127; 0 if none is.
#[inline(always)]
const fn holds_below(word: usize, byte: u8) -> usize {
    word.wrapping_sub(ONES.wrapping_mul(byte as usize).wrapping_add(ONES)) & !word & HIGHS
}

/// Returns the rest of `text` after `prefix`.
#[inline(always)]
pub(crate) fn strip_prefix<'t>(text: &'t [u8], prefix: &[u8]) -> Option<&'t [u8]> {
    if WORD > 4 {
        return text.strip_prefix(prefix);
    }
    // The first byte mostly differs: a loop that stops there costs less than a call of memcmp.
    let mut rest = text;
    for byte in prefix {
        match rest {
            [first, after @ ..] if first == byte => rest = after,
            _ => return None,
        }
    }
    Some(rest)
}

/// Copies bytes up to the first that is at most `byte`, or as many as there are or as there is room for: how many they were.
///
/// What stands behind them in `to` may change as well.
#[inline(always)]
pub(crate) fn copy_above(from: &[u8], to: &mut [u8], byte: u8) -> usize {
    let mut at = 0_usize;
    if WORD > 4 {
        let (words, places) = (from.as_chunks::<WORD>().0, to.as_chunks_mut::<WORD>().0);
        for (word, place) in words.iter().zip(places) {
            *place = *word;
            let found = holds_below(usize::from_le_bytes(*word), byte);
            if found != 0 {
                return at.wrapping_add((found.trailing_zeros() >> 3) as usize);
            }
            at = at.wrapping_add(WORD);
        }
    }
    let rest = from.get(at..).unwrap_or(&[]).iter().zip(to.get_mut(at..).unwrap_or(&mut []));
    for (from, to) in rest {
        if *from <= byte {
            break;
        }
        *to = *from;
        at = at.wrapping_add(1);
    }
    at
}

/// Returns the place of the first byte that is at most `byte`, which is below 127.
#[inline(always)]
pub(crate) fn find_at_most(bytes: &[u8], byte: u8) -> Option<usize> {
    let mut at = 0_usize;
    if WORD > 4 {
        for word in bytes.as_chunks::<WORD>().0 {
            let found = holds_below(usize::from_le_bytes(*word), byte);
            if found != 0 {
                return Some(at.wrapping_add((found.trailing_zeros() >> 3) as usize));
            }
            at = at.wrapping_add(WORD);
        }
    } else {
        // Four bytes a step: a Cortex-M0 cannot load words that are not aligned.
        for word in bytes.as_chunks::<4>().0 {
            if word.iter().any(|found| *found <= byte) {
                break;
            }
            at = at.wrapping_add(4);
        }
    }
    for found in bytes.get(at..).unwrap_or(&[]) {
        if *found <= byte {
            return Some(at);
        }
        at = at.wrapping_add(1);
    }
    None
}

/// Where the first byte stands that is one of these.
#[inline]
pub(crate) fn find_any<const K: usize>(bytes: &[u8], these: [u8; K]) -> Option<usize> {
    let (mut at, mut rest) = (0_usize, bytes);
    // Words of four bytes do not pay: a Cortex-M0 can neither load them unaligned nor count their zeros.
    while WORD > 4
        && let Some((word, behind)) = rest.split_first_chunk::<WORD>()
    {
        let word = usize::from_le_bytes(*word);
        let found = these.iter().fold(0, |found, &byte| found | holds(word, byte));
        if found != 0 {
            let bytes = found.trailing_zeros() >> 3;
            return Some(at.wrapping_add(bytes as usize));
        }
        at = at.wrapping_add(WORD);
        rest = behind;
    }
    for byte in rest {
        if these.iter().any(|known| known == byte) {
            return Some(at);
        }
        at = at.wrapping_add(1);
    }
    None
}

/// Where the first byte stands that is `a` or `b`.
#[inline]
pub(crate) fn find_either(bytes: &[u8], a: u8, b: u8) -> Option<usize> {
    find_any(bytes, [a, b])
}

/// Where the first `byte` stands.
#[inline]
pub(crate) fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    find_any(bytes, [byte])
}

/// Where the first `a` stands that has a `b` behind it.
#[inline(always)]
pub(crate) fn find_pair(bytes: &[u8], a: u8, b: u8) -> Option<usize> {
    let (mut at, mut rest) = (0_usize, bytes);
    while WORD > 4
        && let (Some(first), Some(second)) = (rest.first_chunk(), rest.get(1..)?.first_chunk())
    {
        let found = holds_exactly(usize::from_le_bytes(*first), a) & holds_exactly(usize::from_le_bytes(*second), b);
        if found != 0 {
            return Some(at.wrapping_add((found.trailing_zeros() >> 3) as usize));
        }
        at = at.wrapping_add(WORD);
        rest = rest.get(WORD..)?;
    }
    while let [first, behind @ ..] = rest {
        if *first == a && behind.first() == Some(&b) {
            return Some(at);
        }
        at = at.wrapping_add(1);
        rest = behind;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{copy_above, find_either, find_pair};

    #[test]
    fn the_first_pair_is_found_wherever_it_stands() {
        for (length, filler) in (0..40).flat_map(|length| [(length, b'a' ^ 1), (length, b'a' ^ 0x81), (length, 0xff)]) {
            for at in 0..length {
                let mut text = [filler; 40];
                text.iter_mut().skip(1).step_by(3).for_each(|place| *place = b'a');
                text.iter_mut().skip(3).step_by(3).for_each(|place| *place = b'b');
                if let Some([first, second, ..]) = text.get_mut(at..) {
                    (*first, *second) = (b'a', b'b');
                }
                let text = text.get(..length).unwrap_or(&[]);
                let first = text.windows(2).position(|pair| pair == b"ab");
                assert_eq!(find_pair(text, b'a', b'b'), first);
                assert_eq!(first.is_some(), at + 1 < length);
            }
        }
    }

    #[test]
    fn the_first_of_two_bytes_is_found_wherever_it_stands() {
        for length in 0..40 {
            for at in 0..length {
                for (byte, behind) in [(b'a', b'b'), (b'b', b'a'), (b'a', 0xff), (b'b', 0)] {
                    let mut text = [b'x' ^ 0x80; 40];
                    if let Some(place) = text.get_mut(at) {
                        *place = byte;
                    }
                    text.iter_mut().skip(at + 1).step_by(3).for_each(|place| *place = behind);
                    assert_eq!(find_either(text.get(..length).unwrap_or(&[]), b'a', b'b'), Some(at));
                    assert_eq!(find_either(text.get(..at).unwrap_or(&[]), b'a', b'b'), None);
                }
            }
        }
    }

    #[test]
    fn bytes_are_copied_up_to_the_first_that_is_too_low() {
        for length in 0..40 {
            for at in 0..=length {
                for stop in [b'\r', b'\n', 0] {
                    let mut text = [b'\r' + 1; 40];
                    text.iter_mut().step_by(3).for_each(|place| *place = 0xff);
                    text.iter_mut().skip(at).step_by(5).for_each(|place| *place = stop);
                    let (mut room, text) = ([b'x'; 40], text.get(..length).unwrap_or(&[]));
                    assert_eq!(copy_above(text, &mut room, b'\r'), at.min(length));
                    assert_eq!(room.get(..at), text.get(..at));
                    let less = at.saturating_sub(1);
                    assert_eq!(copy_above(text, room.get_mut(..less).unwrap_or(&mut []), b'\r'), less);
                }
            }
        }
    }
}
