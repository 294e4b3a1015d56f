//! The wording of help, for the arguments of the program or for lines of the shell.

use crate::end::{Failure, Mistake};
use wizfi360_reference::help::{Help, Rejection};

/// Where the reader types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HintStyle {
    /// At the command line: `wizfi360 explain AT+CWJAP`, `--set ssid=...`.
    Arguments,
    /// In the shell: `:explain AT+CWJAP`, `ssid=...`.
    Shell,
}

impl HintStyle {
    /// Returns how the page of this name is shown; without a name, the list of commands.
    pub(crate) fn explain(self, name: &str) -> String {
        let command = match self {
            HintStyle::Arguments => "wizfi360 explain",
            HintStyle::Shell => ":explain",
        };
        format!("`{}`", format!("{command} {name}").trim_end())
    }

    /// Words a rejection.
    pub(crate) fn mistake(self, rejection: Rejection) -> Mistake {
        let mut help = String::new();
        for one in &rejection.help {
            let sentence = self.sentence(one);
            // The similar names, and where to find the others, are one line.
            let separator = match (help.as_str(), one) {
                ("", _) => "",
                (_, Help::ListCommands) => " ",
                _ => "\n",
            };
            help += &format!("{separator}{sentence}");
        }
        Mistake::new(rejection.message, help)
    }

    /// Words all rejections.
    pub(crate) fn failure(self, rejections: impl IntoIterator<Item = Rejection>) -> Failure {
        Failure::Wrong(rejections.into_iter().map(|rejection| self.mistake(rejection)).collect())
    }

    /// Words one step.
    pub(crate) fn sentence(self, help: &Help) -> String {
        // The text before `name=value`, and the option that selects a form.
        let (set, or_form) = match self {
            HintStyle::Arguments => ("--set ", " or --form"),
            HintStyle::Shell => ("", ""),
        };
        match help {
            Help::DidYouMean(names) => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("Did you mean {}?", names.join(", "))
            }
            Help::ListCommands => format!("{} lists all commands.", self.explain("")),
            Help::ShowParameters(name) => format!("{} shows its parameters.", self.explain(name)),
            Help::GiveByName => format!("Give the command alone, and each parameter by {set}name=value."),
            Help::GiveParameter { name, rule } => format!("Give it by {set}{name}=...: {rule}."),
            Help::ChooseForm(forms) => {
                let forms = forms.join("\n  ");
                format!(
                    "It has these forms:\n  {forms}\nGive parameters by {set}name=value, or choose a form by `?`{or_form}."
                )
            }
            Help::WritePair if self == HintStyle::Shell => {
                "Write name=value, in quotes if there are blanks in it: ssid='my home'. `hex:0001ff` stands for bytes."
                    .into()
            }
            Help::WritePair => "Write --set name=value. `hex:0001ff` as value stands for bytes.".into(),
            Help::OmitOne => "Leave out one of them.".into(),
        }
    }
}
