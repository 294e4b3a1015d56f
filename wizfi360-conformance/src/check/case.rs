//! A case: what it needs, what is said, what is expected.

use super::{Needs, Risk};
use wizfi360_spec::model::{Command, Form, Name, Source};

/// One check of a module.
#[derive(Clone, Debug)]
pub struct Case<'s> {
    /// Section (or command, where the manual has none), form, and what it is: `3.2.3/set/ssid/33-bytes`. It stays the same as long as what the case is about does.
    pub id: String,
    /// The number of its section, or the command's name where the manual has none.
    pub section: String,
    /// The form that it is about; `None` if it is about a message or about what no form is.
    pub of: Option<Of<'s>>,
    /// The command, as it is typed; empty where the case is about a message.
    pub command: String,
    /// What kind of case it is.
    pub kind: CaseKind,
    /// What it checks, in a sentence.
    pub title: String,
    /// True if the module is to do something, false if it is to refuse it.
    pub positive: bool,
    /// Where the expectation stands. Its rank tells how sure that is.
    pub source: Source,
    /// The ids of errata that bear on it.
    pub errata: Vec<String>,
    /// What may be done to a real module by it.
    pub risks: Vec<Risk>,
    /// How the module and its surroundings have to be.
    pub needs: Needs,
    /// What is said, in this order.
    pub steps: Vec<Step<'s>>,
}

/// A form of a command under one of its names.
#[derive(Clone, Copy, Debug)]
pub struct Of<'s> {
    /// The command.
    pub command: &'s Command,
    /// By which name.
    pub name: &'s Name,
    /// The form.
    pub form: &'s Form,
}

impl Of<'_> {
    /// The form as a part of an id: `set`.
    pub fn kind(&self) -> &'static str {
        self.form.kind.word()
    }

    /// Where the form stands.
    pub fn source(&self) -> &Source {
        // Of a form that several names share, the name tells the section.
        match &self.form.source {
            Some(source) if source.section().is_none() || self.command.names.len() == 1 => source,
            _ => &self.name.source,
        }
    }
}

/// What kind of case it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseKind {
    /// A value at an edge of what is allowed.
    ValidEdge,
    /// A value just outside, a parameter too many or too few, another type.
    InvalidEdge,
    /// A form that the command does not have.
    WrongForm,
    /// A form that is spelled wrongly.
    Spelling,
    /// A form in a state that forbids it.
    Forbidden,
    /// Something that this firmware does not have.
    Firmware,
    /// What was set is read back.
    ReadBack,
    /// What was set is there after a restart.
    Persistent,
    /// What was set is gone after a restart.
    Volatile,
    /// What the module reports is so.
    Reported,
    /// An example of the manual, or of another source.
    Example,
    /// Data behind a prompt.
    Data,
    /// A message comes.
    Message,
    /// Commands are echoed, or not.
    Echo,
}

impl CaseKind {
    /// All of them.
    pub const ALL: [CaseKind; 14] = [
        CaseKind::ValidEdge,
        CaseKind::InvalidEdge,
        CaseKind::WrongForm,
        CaseKind::Spelling,
        CaseKind::Forbidden,
        CaseKind::Firmware,
        CaseKind::ReadBack,
        CaseKind::Persistent,
        CaseKind::Volatile,
        CaseKind::Reported,
        CaseKind::Example,
        CaseKind::Data,
        CaseKind::Message,
        CaseKind::Echo,
    ];

    /// As it stands in reports: `valid-edge`.
    pub fn name(self) -> &'static str {
        match self {
            CaseKind::ValidEdge => "valid-edge",
            CaseKind::InvalidEdge => "invalid-edge",
            CaseKind::WrongForm => "wrong-form",
            CaseKind::Spelling => "spelling",
            CaseKind::Forbidden => "forbidden",
            CaseKind::Firmware => "firmware",
            CaseKind::ReadBack => "read-back",
            CaseKind::Persistent => "persistent",
            CaseKind::Volatile => "volatile",
            CaseKind::Reported => "reported",
            CaseKind::Example => "example",
            CaseKind::Data => "data",
            CaseKind::Message => "message",
            CaseKind::Echo => "echo",
        }
    }
}

/// A part of a case.
#[derive(Clone, Debug)]
pub enum Step<'s> {
    /// The host sends a line; the module answers.
    Ask {
        /// The line, without its line end.
        line: Vec<u8>,
        /// The form that it is; `None` if it is none.
        of: Option<Of<'s>>,
        /// What the answer is to be.
        expect: Expect,
    },
    /// The host sends bytes as they are; this comes of it.
    Send {
        /// The bytes.
        bytes: Vec<u8>,
        /// The form whose data they are.
        of: Option<Of<'s>>,
        /// What is to come.
        expect: Expect,
    },
    /// The host sends nothing; these come, in this order, and perhaps others that may always come between them.
    Await {
        /// What is to come.
        these: Vec<Awaited>,
        /// How long to wait for each, in milliseconds.
        within: u64,
    },
    /// The host sends nothing for so many milliseconds.
    Pause(u64),
    /// Somebody does something to the surroundings; what comes of it is awaited by the steps behind it.
    Hand(Deed),
}

/// What an answer is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// A good result, with the lines of the form before it.
    Succeeds,
    /// A good result, with exactly these lines of the form before it, or these others.
    Answers(Vec<Vec<Vec<u8>>>),
    /// A good result, or a bad one with a sign that the line was understood: a line, a message, a word about what was tried, another result than `ERROR`.
    Understood,
    /// `ERROR`, perhaps with one of the form's words before it, and nothing else.
    Refused,
    /// The same for what is no request, in a state that forbids none: the word is about how it is written, or there is none.
    Malformed,
    /// `Malformed`, from a line that a control byte may have cut in parts: one `ERROR` or several.
    RefusedInParts,
    /// `ERROR`, with exactly this word before it.
    RefusedFor(String),
    /// A bad result, by its text, with exactly this line of the form or this message before it.
    Fails(Vec<u8>, String),
    /// A good result, with lines like these: `*` stands for any text, `?` for any byte.
    Matches(Vec<String>),
    /// A good result, with one line or more, each of them like this.
    Each(String),
    /// Two results, one for each of two lines that were sent at once: the second is done, or a word of being busy.
    Twice,
    /// A good result, with the lines of the form, and before it exactly these messages of the form, by their names.
    With(Vec<String>),
    /// A prompt.
    Prompts,
    /// A prompt, with exactly this line of the form before it.
    PromptsAfter(Vec<u8>),
    /// A good result, from bytes of which some are too many: what is too many may be ignored, be answered as a command, or be answered with a word of being busy.
    Overrun,
    /// No result: the bytes are taken and nothing is answered yet.
    Nothing,
    /// Exactly these results, by their texts, whatever the form lists. Messages of the form may stand before it.
    Ends(Vec<String>),
}

/// What somebody does to the surroundings of the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A phone tells SmartConfig, a browser the web server, or an access point WPS, this SSID and password.
    Provision {
        /// The SSID.
        ssid: String,
        /// The password.
        password: String,
    },
    /// WPS is given up.
    WpsFails,
}

/// What comes unasked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// A message, by its name in `events.ron`.
    Message(String),
    /// A message that is exactly this line.
    Line(Vec<u8>),
    /// A packet with one of these heads and this payload.
    Packet(Vec<Vec<u8>>, Vec<u8>),
    /// Packets with this payload in all.
    Payload(Vec<u8>),
    /// Exactly these bytes, in transparent transmission.
    Bytes(Vec<u8>),
    /// The module has started.
    Ready,
}
