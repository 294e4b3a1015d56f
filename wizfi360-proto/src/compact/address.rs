//! Numbers and addresses.

/// Returns the number of the digits at the start, `None` if it does not fit, and what follows them.
#[inline(never)]
pub(crate) fn digits_at(text: &[u8]) -> (Option<u32>, &[u8]) {
    let (mut rest, mut number, mut fits) = (text, 0_u32, true);
    while let [byte, after @ ..] = rest {
        let digit = u32::from(byte.wrapping_sub(b'0'));
        if digit > 9 {
            break;
        }
        fits &= number < 429_496_729 || (number == 429_496_729 && digit < 6);
        number = number.wrapping_mul(10).wrapping_add(digit);
        rest = after;
    }
    (if fits { Some(number) } else { None }, rest)
}

/// Returns the IPv4 address that the text begins with, and what follows it.
#[inline(never)]
pub(crate) fn ip_at(text: &[u8]) -> Option<(u32, &[u8])> {
    let (mut address, mut rest) = (0_u32, text);
    for octet in 0..4_u8 {
        if octet > 0 {
            rest = rest.strip_prefix(b".")?;
        }
        let (number, after) = digits_at(rest);
        if !(1..=3).contains(&rest.len().wrapping_sub(after.len())) {
            return None;
        }
        address = address << 8 | number.filter(|number| *number <= 255)?;
        rest = after;
    }
    Some((address, rest))
}

/// Returns both halves of the MAC address that the text begins with.
#[inline(never)]
pub(crate) fn mac_at(text: &[u8]) -> Option<(u32, u32)> {
    let (mut high, mut low, mut bad) = (0_u32, 0_u32, 0_u32);
    for pair in text.get(..17)?.chunks(3) {
        let (&[a, b] | &[a, b, b':']) = pair else { return None };
        let pair = hex(a) << 4 | hex(b);
        bad |= pair;
        (high, low) = (high << 8 | low >> 16, (low << 8 | pair) & 0xff_ffff);
    }
    if bad > 0xff { None } else { Some((high, low)) }
}

/// The value of a hex digit, or far more.
#[inline(always)]
fn hex(byte: u8) -> u32 {
    let digit = u32::from(byte).wrapping_sub(u32::from(b'0'));
    if digit < 10 {
        return digit;
    }
    let letter = u32::from(byte | 0x20).wrapping_sub(u32::from(b'a'));
    if letter < 6 { letter.wrapping_add(10) } else { 0x1_0000 }
}
