//! Writes the tables into `docs/performance.md`.

use std::{fs, path::Path, process::Command, time::SystemTime};

const START: &str = "<!-- `cargo run --release -- --write` in bench writes from here on -->\n";
const END: &str = "<!-- until here -->\n";

/// Replaces what is between the marks.
pub(crate) fn write(tables: &str, seed: u64) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/performance.md");
    let page = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let page = replaced(&page, &format!("{}\n\n{tables}", heading(seed)));
    let page = page.ok_or_else(|| format!("{} has no place for the tables", path.display()))?;
    fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()))
}

fn replaced(page: &str, text: &str) -> Option<String> {
    let (before, rest) = page.split_once(START)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{START}\n{text}{END}{after}"))
}

fn heading(seed: u64) -> String {
    let version = |program: &str| {
        let output = Command::new(program).arg("--version").output();
        let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        text.lines().next().unwrap_or_default().split(" (").next().unwrap_or_default().to_string()
    };
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let (date, rustc, valgrind) = (date(seconds / 86_400), version("rustc"), version("valgrind"));
    format!("Measured on {date} with {rustc}, {valgrind}, unicorn-engine 2.1.5 and seed {seed}.")
}

/// The date of a day since 1970, by years and months of their lengths.
fn date(mut days: u64) -> String {
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_right() {
        assert_eq!(
            [0, 59, 11_016, 20_453, 20_787].map(date),
            ["1970-01-01", "1970-03-01", "2000-02-29", "2025-12-31", "2026-11-30"]
        );
    }

    #[test]
    fn only_what_is_between_the_marks_is_replaced() {
        let page = format!("a\n{START}old\n{END}b\n");
        assert_eq!(replaced(&page, "new\n"), Some(format!("a\n{START}\nnew\n{END}b\n")));
        assert_eq!(replaced("a\n", "new\n"), None);
    }
}
