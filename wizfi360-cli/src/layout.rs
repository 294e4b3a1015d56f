//! Text in the columns of a terminal.

pub(crate) use textwrap::core::display_width as columns;

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
