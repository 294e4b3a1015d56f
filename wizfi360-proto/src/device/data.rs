//! Data that follows a command: where it ends, and what of it can be given.

use super::End;

/// The bytes that end a data phase, wherever they are cut.
#[derive(Clone, Copy, Debug)]
pub(super) enum Terminator {
    /// None: only the count ends it.
    Never,
    /// `\0` ends it.
    Nul,
    /// `+++` ends it.
    Escape,
}

impl Terminator {
    /// The sequence. [`Terminator::scan`] needs one that cannot begin again inside itself, but for its first byte.
    const fn sequence(self) -> &'static [u8] {
        match self {
            Terminator::Never => b"",
            // The byte, not a backslash and a 0: see the erratum `sendex-nul`, which is open.
            Terminator::Nul => b"\0",
            Terminator::Escape => b"+++",
        }
    }

    pub(super) const fn end(self) -> End {
        match self {
            Terminator::Nul => End::Nul,
            Terminator::Never | Terminator::Escape => End::Escape,
        }
    }

    /// Looks for the sequence in the next bytes, of which the last `held` before them may be its beginning.
    ///
    /// `complete` tells that the bytes make the count full: then the last of them are data, whatever they are.
    pub(super) fn scan(self, held: &mut u8, window: &[u8], complete: bool) -> Scanned {
        let sequence = self.sequence();
        if sequence.is_empty() {
            return Scanned::Data(window.len());
        }
        if *held > 0 {
            let (before, missing) = sequence.split_at_checked(usize::from(*held)).unwrap_or((sequence, b""));
            let same = missing.iter().zip(window).take_while(|(a, b)| a == b).count();
            let reaches_count = complete && same == window.len();
            if same == missing.len() && !reaches_count {
                *held = 0;
                return Scanned::Terminated(same);
            }
            if same == window.len() && !complete {
                *held = held.saturating_add(u8::try_from(same).unwrap_or(0));
                return Scanned::Withheld(same);
            }
            *held = 0;
            return Scanned::Released(before);
        }
        // How much of the sequence the bytes up to here are.
        let mut run = 0_usize;
        for (at, byte) in window.iter().enumerate() {
            if sequence.get(run) == Some(byte) {
                run = run.saturating_add(1);
            } else {
                run = usize::from(sequence.first() == Some(byte));
            }
            let end = at.saturating_add(1);
            if run == sequence.len() && !(complete && end == window.len()) {
                return match end.saturating_sub(run) {
                    0 => Scanned::Terminated(run),
                    data => Scanned::Data(data),
                };
            }
        }
        if complete {
            return Scanned::Data(window.len());
        }
        match window.len().saturating_sub(run) {
            0 => {
                *held = u8::try_from(run).unwrap_or(0);
                Scanned::Withheld(run)
            }
            data => Scanned::Data(data),
        }
    }
}

/// What the next bytes are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scanned {
    /// So many are data.
    Data(usize),
    /// These were held back and are data; none of the next bytes is taken.
    Released(&'static [u8]),
    /// So many make the sequence complete.
    Terminated(usize),
    /// So many may be the beginning of the sequence, and are held back.
    Withheld(usize),
}
