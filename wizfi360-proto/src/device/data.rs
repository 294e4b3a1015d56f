//! Data that follows a command: where it ends, and what of it can be given.

use super::End;

/// The sequences that end a data phase, wherever they are cut.
#[derive(Clone, Copy, Debug)]
pub(super) enum Terminator {
    /// Only the count ends it.
    Never,
    /// The byte NUL.
    Nul,
    /// The byte NUL, or a backslash and a 0: see the erratum `sendex-nul`, which is open.
    EitherNul,
    /// `+++`
    Escape,
}

impl Terminator {
    /// The sequences. Only the last may have more than one byte: [`scan`](Self::scan) holds back no other. It
    /// must not begin again inside of itself, but for its first byte.
    const fn sequences(self) -> &'static [(&'static [u8], End)] {
        match self {
            Terminator::Never => &[],
            Terminator::Nul => &[(b"\0", End::Nul)],
            Terminator::EitherNul => &[(b"\0", End::Nul), (b"\\0", End::EscapedNul)],
            Terminator::Escape => &[(b"+++", End::Escape)],
        }
    }

    /// Returns what is held back of the next bytes if `held` of them are.
    pub(super) fn held(self, held: u8) -> &'static [u8] {
        let longest = self.sequences().last();
        longest.and_then(|(sequence, _)| sequence.get(..usize::from(held))).unwrap_or(b"")
    }

    /// Looks for a sequence in the next bytes, of which the last `held` before them may be its beginning.
    ///
    /// `complete`: the bytes make the count full. Then the last of them are data, whatever they are.
    pub(super) fn scan(self, held: &mut u8, window: &[u8], complete: bool) -> Scanned {
        if let (1.., Some((sequence, end))) = (*held, self.sequences().last()) {
            let (before, missing) = sequence.split_at_checked(usize::from(*held)).unwrap_or((sequence, b""));
            let same = common(missing, window);
            let reaches_count = complete && same == window.len();
            if same == missing.len() && !reaches_count {
                *held = 0;
                return Scanned::Terminated(same, *end);
            }
            if same == window.len() && !complete {
                *held = held.saturating_add(u8::try_from(same).unwrap_or(0));
                return Scanned::Withheld(same);
            }
            *held = 0;
            return Scanned::Released(before);
        }
        for (at, _) in window.iter().enumerate() {
            let rest = window.get(at..).unwrap_or(b"");
            for (sequence, end) in self.sequences() {
                let same = common(sequence, rest);
                let is_last = same == rest.len();
                let is_found = same == sequence.len() && !(complete && is_last);
                let is_begun = !complete && is_last;
                match at {
                    _ if !is_found && !is_begun => {}
                    1.. => return Scanned::Data(at),
                    0 if is_found => return Scanned::Terminated(same, *end),
                    0 => {
                        *held = u8::try_from(same).unwrap_or(0);
                        return Scanned::Withheld(same);
                    }
                }
            }
        }
        Scanned::Data(window.len())
    }
}

/// Returns how many bytes both begin with.
fn common(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// What the next bytes are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scanned {
    /// So many are data.
    Data(usize),
    /// These were held back and are data; none of the next bytes is taken.
    Released(&'static [u8]),
    /// So many make a sequence complete.
    Terminated(usize, End),
    /// So many may be the beginning of a sequence, and are held back.
    Withheld(usize),
}
