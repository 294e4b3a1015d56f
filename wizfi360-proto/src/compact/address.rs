//! Numbers and addresses.

/// Returns true if the number of the digits at the start is below 2^32.
#[cold]
#[inline(never)]
pub(super) fn fits(text: &[u8]) -> bool {
    let mut number = 0_u32;
    for byte in text {
        let digit = u32::from(*byte).wrapping_sub(b'0'.into());
        if digit > 9 {
            break;
        }
        if number > 429_496_729 || (number == 429_496_729 && digit > 5) {
            return false;
        }
        number = number.wrapping_mul(10).wrapping_add(digit);
    }
    true
}

/// Returns the IPv4 address that the text begins with, and what follows it.
#[inline(never)]
pub(super) fn ip_at(text: &[u8]) -> Option<(u32, &[u8])> {
    let (mut address, mut octet, mut digits, mut dots, mut rest) = (0_u32, 0_u32, 0_u8, 0_u8, text);
    loop {
        let digit = rest.first().map_or(u32::MAX, |byte| u32::from(*byte).wrapping_sub(b'0'.into()));
        if digit <= 9 && digits < 3 {
            octet = octet.wrapping_mul(10).wrapping_add(digit);
            digits = digits.wrapping_add(1);
        } else {
            if digits == 0 || octet > 255 {
                return None;
            }
            address = address << 8 | octet;
            if dots == 3 {
                return Some((address, rest));
            }
            if rest.first() != Some(&b'.') {
                return None;
            }
            (dots, octet, digits) = (dots.wrapping_add(1), 0, 0);
        }
        rest = rest.get(1..).unwrap_or(b"");
    }
}

/// Returns both halves of the MAC address that the text begins with; the second is 0 if there is none.
#[cfg_attr(target_pointer_width = "64", inline(always))]
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub(crate) fn mac_at(text: &[u8]) -> (u32, u32) {
    let (high, low) = (half_mac(text), half_mac(text.get(9..).unwrap_or(b"")));
    let colon = text.get(8) == Some(&b':');
    if (high | low) > 0xff_ffff || !colon { (0, 0) } else { (high, low | KNOWN_MAC) }
}

/// The length of a MAC address.
pub(super) const MAC_LEN: usize = 17;
/// In the second half of a MAC address: that there is one.
pub(super) const KNOWN_MAC: u32 = 0x8000_0000;

/// Returns the value of three pairs of hex digits, or more than 24 bits.
#[inline(never)]
fn half_mac(text: &[u8]) -> u32 {
    let Some(digits) = text.first_chunk::<8>() else { return u32::MAX };
    let (mut value, mut bad, mut rest) = (0_u32, 0_u32, &digits[..]);
    while let [high, low, after @ ..] = rest {
        let pair = hex(*high) << 4 | hex(*low);
        bad |= pair;
        value = value << 8 | pair;
        rest = match after {
            [b':', after @ ..] => after,
            [] => after,
            _ => return u32::MAX,
        };
    }
    if bad > 0xff { u32::MAX } else { value }
}

/// The value of a hex digit, or far more.
#[inline(always)]
fn hex(byte: u8) -> u32 {
    let digit = u32::from(byte).wrapping_sub(b'0'.into());
    if digit < 10 {
        return digit;
    }
    let letter = u32::from(byte | 0x20).wrapping_sub(b'a'.into());
    if letter < 6 { letter.wrapping_add(10) } else { 0x1_0000 }
}
