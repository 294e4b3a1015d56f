//! How ways out are worded: for the arguments of the program, or for what is typed in the shell.

/// Whom a message tells what to type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Somebody at the command line: `wizfi360 explain AT+CWJAP`, `--set ssid=...`.
    Arguments,
    /// Somebody in the shell: `:explain AT+CWJAP`, `ssid=...`.
    Shell,
}

impl Voice {
    /// How the page of this name is asked for; without a name, the list of commands.
    pub(crate) fn explain(self, name: &str) -> String {
        let command = match self {
            Voice::Arguments => "wizfi360 explain",
            Voice::Shell => ":explain",
        };
        format!("`{}`", format!("{command} {name}").trim_end())
    }

    /// What stands before `name=value`.
    pub(crate) fn set(self) -> &'static str {
        match self {
            Voice::Arguments => "--set ",
            Voice::Shell => "",
        }
    }
}
