//! Help for what was refused, as data: each front end words it for its own way of typing.

/// A step out of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Help {
    /// These names are similar to the one that is not known.
    DidYouMean(Vec<String>),
    /// The list of all commands helps.
    ListCommands,
    /// The page of this command shows its parameters.
    ShowParameters(String),
    /// The command is given alone, and each parameter by its name.
    GiveByName,
    /// This parameter has to be given by its name, and holds what the rule says.
    GiveParameter {
        /// The name by which it is given: `remote_port`.
        name: String,
        /// The rule: `1 to 65535`.
        rule: String,
    },
    /// A value is written `name=value`, or as `hex:0001ff` for bytes.
    WritePair,
    /// The command has these forms: values select one, or a form is named.
    ChooseForm(Vec<String>),
    /// One of two contradicting indications has to go.
    OmitOne,
}

/// Something that was refused, with the help for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The parameter that it concerns.
    pub param: Option<String>,
    /// The rule that was broken, if one was: `1 to 65535`.
    pub rule: Option<String>,
    /// The whole of it as a phrase. It repeats no value, because a password may be one.
    pub message: String,
    /// The ways out.
    pub help: Vec<Help>,
}

impl Rejection {
    /// Makes a rejection that concerns no parameter.
    pub(crate) fn new(message: impl Into<String>, help: Vec<Help>) -> Rejection {
        Rejection { param: None, rule: None, message: message.into(), help }
    }
}

impl std::fmt::Display for Rejection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Rejection {}
