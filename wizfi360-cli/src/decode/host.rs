//! Bytes from the host in: requests, and the data that follows some of them.

/// The longest request line that is given whole; longer ones come in parts.
const LONGEST: usize = 8192;

/// What is sent after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// This many bytes.
    Counted { left: u32, until_nul: bool, until_plus: bool },
    /// Lines up to this one.
    Pem { end: &'static str },
    /// Everything up to `+++`.
    Transparent,
}

/// What the host said. Lines stand in [`Host::line`]; data is the end of what was consumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// A request line.
    Request,
    /// A part of a line that is too long for a request.
    Part { last: bool },
    /// Data: the last `len` bytes that were consumed.
    Data { len: usize, left: Option<u32> },
    /// A line of PEM text.
    PemLine,
    /// `+++`
    Escape,
}

/// Cuts what the host sends, however it comes.
#[derive(Debug, Default)]
pub(crate) struct Host {
    line: Vec<u8>,
    given: bool,
    /// Inside a line of which a part has been given.
    rest: bool,
    after_cr: bool,
    phase: Option<Phase>,
}

impl Host {
    /// What the last [`Said`] told of, if it was a line.
    pub(crate) fn line(&self) -> &[u8] {
        &self.line
    }

    /// Data follows.
    pub(crate) fn begin_data(&mut self, phase: Phase) {
        if phase != (Phase::Counted { left: 0, until_nul: false, until_plus: false }) {
            self.phase = Some(phase);
        }
    }

    /// No data follows any more: the command is at its end.
    pub(crate) fn end_data(&mut self) {
        self.phase = None;
    }

    /// True if what comes next is data.
    pub(crate) fn in_data(&self) -> bool {
        self.phase.is_some()
    }

    /// What data comes next.
    pub(crate) fn phase(&self) -> Option<Phase> {
        self.phase
    }

    /// How many bytes of data come next, where that is known; `None` if no data does.
    pub(crate) fn expects(&self) -> Option<Option<u32>> {
        match self.phase? {
            Phase::Counted { left, .. } => Some(Some(left)),
            Phase::Pem { .. } | Phase::Transparent => Some(None),
        }
    }

    /// True if a line has begun and not ended.
    pub(crate) fn is_unfinished(&self) -> bool {
        !self.given && !self.line.is_empty()
    }

    /// Reads up to the next event: how many bytes were consumed, and the event. Consumes at least one byte.
    pub(crate) fn push(&mut self, input: &[u8]) -> (usize, Option<Said>) {
        if self.given {
            self.given = false;
            self.line.clear();
        }
        // The LF of the CR LF that ended a request is no data.
        if self.phase.is_some() && std::mem::take(&mut self.after_cr) && input.first() == Some(&b'\n') {
            return (1, None);
        }
        match self.phase {
            Some(Phase::Counted { left, until_nul, until_plus }) => self.counted(input, left, until_nul, until_plus),
            Some(Phase::Transparent) => self.transparent(input),
            Some(Phase::Pem { .. }) | None => self.lines(input),
        }
    }

    fn lines(&mut self, input: &[u8]) -> (usize, Option<Said>) {
        for (at, &byte) in input.iter().enumerate() {
            let after_cr = std::mem::take(&mut self.after_cr);
            match byte {
                b'\n' if after_cr => {}
                b'\r' | b'\n' => {
                    self.after_cr = byte == b'\r';
                    if let Some(said) = self.end_of_line() {
                        return (at + 1, Some(said));
                    }
                }
                _ => {
                    self.line.push(byte);
                    if self.line.len() == LONGEST {
                        self.given = true;
                        self.rest = true;
                        return (at + 1, Some(Said::Part { last: false }));
                    }
                }
            }
        }
        (input.len(), None)
    }

    fn end_of_line(&mut self) -> Option<Said> {
        if std::mem::take(&mut self.rest) {
            self.given = true;
            return Some(Said::Part { last: true });
        }
        if self.line.is_empty() {
            return None;
        }
        self.given = true;
        let Some(Phase::Pem { end }) = self.phase else { return Some(Said::Request) };
        if self.line.trim_ascii() == end.as_bytes() {
            self.phase = None;
        }
        Some(Said::PemLine)
    }

    fn counted(&mut self, input: &[u8], left: u32, until_nul: bool, until_plus: bool) -> (usize, Option<Said>) {
        let mut len = usize::try_from(left).map_or(input.len(), |left| left.min(input.len()));
        // What ends the data early belongs to it. Whether that is a NUL or `\0`, nobody knows: the erratum `sendex-nul` is open.
        let marks: [(bool, &[u8]); 3] = [(until_nul, b"\\0"), (until_nul, b"\0"), (until_plus, b"+++")];
        let mut ended = false;
        for (_, mark) in marks.into_iter().filter(|(on, _)| *on) {
            if let Some(at) = input[..len].windows(mark.len()).position(|window| window == mark) {
                (len, ended) = (at + mark.len(), true);
            }
        }
        let taken = u32::try_from(len).unwrap_or(u32::MAX);
        let left = if ended { 0 } else { left.saturating_sub(taken) };
        self.phase = (left > 0).then_some(Phase::Counted { left, until_nul, until_plus });
        (len, Some(Said::Data { len, left: Some(left) }))
    }

    fn transparent(&mut self, input: &[u8]) -> (usize, Option<Said>) {
        match input.windows(3).position(|window| window == b"+++") {
            Some(0) => {
                self.phase = None;
                (3, Some(Said::Escape))
            }
            Some(at) => (at, Some(Said::Data { len: at, left: None })),
            None => (input.len(), Some(Said::Data { len: input.len(), left: None })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(host: &mut Host, mut input: &[u8]) -> Vec<(Said, Vec<u8>)> {
        let mut all = Vec::new();
        while !input.is_empty() {
            let (consumed, said) = host.push(input);
            let bytes = match said {
                Some(Said::Data { len, .. }) => input[consumed - len..consumed].to_vec(),
                Some(Said::Escape) | None => Vec::new(),
                Some(_) => host.line().to_vec(),
            };
            all.extend(said.map(|said| (said, bytes)));
            input = &input[consumed..];
        }
        all
    }

    #[test]
    fn requests_end_with_cr_lf_or_either() {
        let mut host = Host::default();
        let said = all(&mut host, b"AT\r\n\r\nAT+GMR\rATE0\nAT");
        let lines: Vec<_> = said.iter().map(|(_, line)| line.as_slice()).collect();
        assert_eq!(lines, [&b"AT"[..], b"AT+GMR", b"ATE0"]);
        assert!(host.is_unfinished());
    }

    #[test]
    fn counted_data_is_no_line() {
        let mut host = Host::default();
        let (consumed, said) = host.push(b"AT+CIPSEND=4\r\n");
        assert_eq!((consumed, said), (13, Some(Said::Request)));
        host.begin_data(Phase::Counted { left: 4, until_nul: false, until_plus: false });
        let said = all(&mut host, b"\na\r\nbAT\r\n");
        assert_eq!(said[0], (Said::Data { len: 4, left: Some(0) }, b"a\r\nb".to_vec()));
        assert_eq!(said[1], (Said::Request, b"AT".to_vec()));
    }

    #[test]
    fn data_may_end_early() {
        let mut host = Host::default();
        host.begin_data(Phase::Counted { left: 100, until_nul: true, until_plus: false });
        let said = all(&mut host, b"ab\\0AT\r\n");
        assert_eq!(said[0].1, b"ab\\0");
        assert_eq!(said[1].1, b"AT");
        host.begin_data(Phase::Counted { left: 100, until_nul: true, until_plus: false });
        assert_eq!(all(&mut host, b"ab\0AT\r\n")[0].1, b"ab\0");
    }

    #[test]
    fn pem_ends_at_its_end() {
        let mut host = Host::default();
        host.begin_data(Phase::Pem { end: "-----END X-----" });
        let said = all(&mut host, b"-----BEGIN X-----\r\nabc\r\n-----END X-----\r\nAT\r\n");
        let kinds: Vec<_> = said.iter().map(|(said, _)| *said).collect();
        assert_eq!(kinds, [Said::PemLine, Said::PemLine, Said::PemLine, Said::Request]);
    }

    #[test]
    fn transparent_data_ends_at_the_escape() {
        let mut host = Host::default();
        host.begin_data(Phase::Transparent);
        let said = all(&mut host, b"ab+++AT\r\n");
        assert_eq!(said[0].1, b"ab");
        assert_eq!(said[1].0, Said::Escape);
        assert_eq!(said[2].1, b"AT");
    }

    #[test]
    fn long_lines_come_in_parts() {
        let mut host = Host::default();
        let said = all(&mut host, &[vec![b'x'; LONGEST + 1], b"\r\n".to_vec()].concat());
        assert_eq!(said[0].0, Said::Part { last: false });
        assert_eq!((said[1].0, said[1].1.as_slice()), (Said::Part { last: true }, &b"x"[..]));
    }
}
