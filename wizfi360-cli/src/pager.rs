//! Long pages on a terminal go through a pager, as git's do.
//!
//! `PAGER` is a command line for `sh -c`, as everywhere; without it `less` is run. It is taken from the environment of
//! the user who runs the program, and nothing else is ever put into it: the page goes to its standard input.

use crate::{args::Color, interrupt, layout::columns, paint};
use anstream::adapter::strip_str;
use std::{
    env,
    io::{self, IsTerminal, Write},
    process::{Child, Command, Stdio},
};
use terminal_size::{Height, Width, terminal_size};

/// Shows a text: through the pager if the output is a terminal on which it does not fit.
pub(crate) fn show(color: Color, allowed: bool, text: &str) -> io::Result<()> {
    let pager = pager(env::var("PAGER").ok()).filter(|_| allowed && is_too_long(text));
    // Without a pager that runs, the page is shown all the same.
    let is_shown = match pager.and_then(|command| start(command).ok()) {
        Some(child) => feed(child, color, text)?,
        None => false,
    };
    if is_shown { Ok(()) } else { paint::print(color, text) }
}

/// The pager; `None` for none, as an empty `PAGER` and `cat` ask for.
fn pager(variable: Option<String>) -> Option<Command> {
    match variable.as_deref().map(str::trim) {
        _ if !cfg!(unix) => None,
        Some("" | "cat") => None,
        Some(line) => {
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(line);
            Some(shell)
        }
        None => Some(Command::new("less")),
    }
}

/// True if the output is a terminal that has fewer lines than the text.
fn is_too_long(text: &str) -> bool {
    let Some((Width(width), Height(height))) = terminal_size().filter(|_| io::stdout().is_terminal()) else {
        return false;
    };
    let rows =
        text.lines().map(|line| columns(&strip_str(line).to_string()).div_ceil(usize::from(width).max(1)).max(1));
    // The prompt of the shell takes a line.
    rows.sum::<usize>() >= usize::from(height)
}

fn start(mut pager: Command) -> io::Result<Child> {
    // As git has it: less ends at once if the page fits, passes colours on, and leaves the page on the screen.
    for (variable, options) in [("LESS", "FRX"), ("LV", "-c")] {
        if env::var_os(variable).is_none() {
            pager.env(variable, options);
        }
    }
    let child = pager.stdin(Stdio::piped()).spawn()?;
    // Ctrl-C belongs to the pager: this program waits for its end, so that the terminal has one reader at a time.
    let _ = interrupt::forward(|| true);
    Ok(child)
}

/// Writes the page and waits for the end of the pager. False if the shell has found no such program. A pager that is
/// left early has seen enough.
fn feed(mut child: Child, color: Color, text: &str) -> io::Result<bool> {
    if let Some(mut input) = child.stdin.take() {
        // Colours as on the terminal, which the pager writes to.
        let written = match paint::is_coloured(color) {
            true => input.write_all(text.as_bytes()),
            false => input.write_all(strip_str(text).to_string().as_bytes()),
        };
        written.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })?;
    }
    Ok(!matches!(child.wait()?.code(), Some(126 | 127)))
}

/// Replaces `tests` on other systems.
#[cfg(all(test, not(unix)))]
#[test]
#[ignore = "only on Unix the output goes through a pager"]
fn pagers() {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Program and arguments.
    fn line(variable: Option<&str>) -> Option<Vec<String>> {
        let command = pager(variable.map(str::to_string))?;
        let words = [command.get_program()].into_iter().chain(command.get_args());
        Some(words.map(|word| word.to_string_lossy().into_owned()).collect())
    }

    #[test]
    fn the_variable_decides() {
        assert_eq!(line(None).unwrap(), ["less"]);
        assert_eq!(line(Some("most -s; true")).unwrap(), ["sh", "-c", "most -s; true"]);
        for none in ["", " ", "cat"] {
            assert_eq!(line(Some(none)), None, "{none:?}");
        }
    }

    #[test]
    fn a_pager_that_stops_reading_has_seen_enough() {
        let page = "line\n".repeat(100_000);
        for (command, is_there) in
            [("true", true), ("head -c 1 > /dev/null", true), ("no-such-pager 2> /dev/null", false)]
        {
            let child = start(pager(Some(command.into())).unwrap()).unwrap();
            assert_eq!(feed(child, Color::Never, &page).unwrap(), is_there, "{command}");
        }
    }
}
