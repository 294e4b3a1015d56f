//! Placeholders in a log: `...`, `<ssid>`.

/// True if a text of a log holds a placeholder: `...`, `***`, `<ssid>`, `xx:xx`.
pub(crate) fn holds_placeholder(text: &[u8]) -> bool {
    let signs = ["...", "…", "***", "xx:xx", "XX:XX", "[snip]", "(snip)"];
    let holds = |sign: &&str| text.windows(sign.len()).any(|part| part == sign.as_bytes());
    signs.iter().any(holds) || has_word_in_brackets(text)
}

/// `<link ID>`: a word in angle brackets.
fn has_word_in_brackets(text: &[u8]) -> bool {
    text.split(|&byte| byte == b'<').skip(1).any(|behind| {
        let end = behind.iter().position(|&byte| byte == b'>');
        let word = end.map_or(&[][..], |end| &behind[..end]);
        word.first().is_some_and(u8::is_ascii_alphabetic)
            && word.iter().all(|byte| byte.is_ascii_alphanumeric() || b" _-".contains(byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_recognized() {
        for text in
            ["+CWLAP:(3,\"a\",...)", "AT+CIPSEND=<length>", "\"xx:xx:xx:xx:xx:xx\"", "…", "\"***\"", "a <link ID> b"]
        {
            assert!(holds_placeholder(text.as_bytes()), "{text}");
        }
        for text in ["AT+CWMODE_CUR=1", "a<1>", "<>", "<a", "a>", "a..b", "<a=b>", ""] {
            assert!(!holds_placeholder(text.as_bytes()), "{text}");
        }
    }
}
