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

#[cfg(test)]
mod tests {
    use super::find_either;

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
}
