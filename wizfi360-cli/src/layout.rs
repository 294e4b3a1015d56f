//! Text in the columns of a terminal.

/// At most `width` columns of a text, with `…` where it is cut.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_string();
    }
    let (mut out, mut used) = (String::new(), 0);
    for char in text.chars() {
        used += columns(char.encode_utf8(&mut [0; 4]));
        if used + 1 > width {
            break;
        }
        out.push(char);
    }
    out.push('…');
    out
}

/// How many columns of a terminal a text takes: two for the wide characters of East Asia, none for marks.
pub(crate) fn columns(text: &str) -> usize {
    text.chars()
        .map(|char| match u32::from(char) {
            0x300..=0x36f => 0,
            0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff => 2,
            0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd => 2,
            _ => 1,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_by_columns() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abcde…");
        assert_eq!(cut("한글한글", 6), "한글…");
    }
}
