//! A request to join by hand, byte by byte, with escapes.

/// Its texts, not checked.
pub(crate) struct Join<'a> {
    pub(crate) ssid: &'a str,
    pub(crate) pwd: &'a str,
}

pub(crate) fn cwjap<'a>(ssid: &'a str, pwd: &'a str) -> Option<Join<'a>> {
    Some(Join { ssid, pwd })
}

/// Writes it and returns its length.
#[inline]
pub(crate) fn write(join: &Join<'_>, buf: &mut [u8]) -> usize {
    let mut writer = Writer { buf, len: 0 };
    writer.plain(b"AT+CWJAP_CUR=\"");
    writer.escaped(join.ssid.as_bytes());
    writer.plain(b"\",\"");
    writer.escaped(join.pwd.as_bytes());
    writer.plain(b"\"\r\n");
    writer.len
}

struct Writer<'b> {
    buf: &'b mut [u8],
    len: usize,
}

impl Writer<'_> {
    fn byte(&mut self, byte: u8) {
        if let Some(place) = self.buf.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }

    fn plain(&mut self, text: &[u8]) {
        text.iter().for_each(|byte| self.byte(*byte));
    }

    fn escaped(&mut self, text: &[u8]) {
        for byte in text {
            if matches!(byte, b'"' | b',' | b'\\') {
                self.byte(b'\\');
            }
            self.byte(*byte);
        }
    }
}
