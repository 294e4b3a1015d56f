//! The spec as one firmware has it.

use crate::{page::Page, search::Subject, view::SpanView};
use serde::Serialize;
use std::sync::Arc;
use wizfi360_spec::{
    Spec, Unavailable,
    interpret::Interpreter,
    model::{Command, Firmware, Line, Versioned},
};

/// The spec, and what of it one firmware has. Cheap to clone.
#[derive(Clone, Debug)]
pub struct FirmwareView<'s> {
    spec: &'s Spec,
    available: Arc<Spec>,
    firmware: Firmware,
}

impl<'s> FirmwareView<'s> {
    /// Selects what this firmware has.
    pub fn new(spec: &'s Spec, firmware: Firmware) -> FirmwareView<'s> {
        FirmwareView { spec, available: Arc::new(spec.as_of(firmware)), firmware }
    }

    /// Returns the firmware.
    pub fn firmware(&self) -> Firmware {
        self.firmware
    }

    /// Returns the spec without what the firmware does not have.
    pub fn available(&self) -> &Spec {
        &self.available
    }

    /// Returns the parts of the command that the firmware lacks, if it lacks this request of it; `None` if it has the
    /// request, which is to say that the firmware's part of the spec can read it.
    ///
    /// ```
    /// use wizfi360_reference::FirmwareView;
    /// use wizfi360_spec::Spec;
    ///
    /// let spec = Spec::embedded();
    /// let (_, command, _) = spec.command("AT+CIPSENDEX").unwrap();
    /// let old = FirmwareView::new(spec, "1.0.6.1".parse().unwrap());
    /// assert_eq!(old.unavailable(command, b"AT+CIPSENDEX=5"), None);
    /// ```
    pub fn unavailable(&self, command: &Command, line: &[u8]) -> Option<Vec<UnavailableView>> {
        if Interpreter::new(&self.available).read_request(line).is_ok() {
            return None;
        }
        Some(self.unavailable_in(command))
    }

    /// Resolves a subject as this firmware has it.
    pub fn page(&self, subject: &Subject<'_>) -> FirmwarePage {
        let whole = |page| FirmwarePage { page, available: true, unavailable: Vec::new() };
        match subject {
            Subject::Command(_, command) => {
                let unavailable = self.unavailable_in(command);
                let name = command.names.first().map_or("", |name| &name.name);
                match self.available.command(name) {
                    Some((path, command, _)) => {
                        let page = Page::new(&self.available, &Subject::Command(path, command));
                        FirmwarePage { page, available: true, unavailable }
                    }
                    None => FirmwarePage { page: Page::new(self.spec, subject), available: false, unavailable },
                }
            }
            Subject::Message(line) if !line.span().contains(self.firmware) => {
                let unavailable = vec![UnavailableView::message(line)];
                FirmwarePage { page: Page::new(self.spec, subject), available: false, unavailable }
            }
            Subject::Domain(path, domain) => {
                let domain = self.available.domain(&domain.name).unwrap_or(domain);
                whole(Page::new(&self.available, &Subject::Domain(path, domain)))
            }
            _ => whole(Page::new(self.spec, subject)),
        }
    }

    fn unavailable_in(&self, command: &Command) -> Vec<UnavailableView> {
        self.spec.unavailable_in(command, self.firmware).iter().map(UnavailableView::new).collect()
    }
}

/// A page as a firmware has it, and what of it the firmware lacks.
#[derive(Clone, Debug, Serialize)]
pub struct FirmwarePage {
    /// The page.
    #[serde(flatten)]
    pub page: Page,
    /// False if the firmware lacks the subject: the page is that of firmware that has it.
    pub available: bool,
    /// The parts that the firmware lacks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<UnavailableView>,
}

/// A part that a firmware lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnavailableView {
    /// The part: `set, <topic4>`.
    pub part: String,
    /// The firmware that has it.
    #[serde(flatten)]
    pub firmware: SpanView,
}

impl UnavailableView {
    fn new(unavailable: &Unavailable) -> UnavailableView {
        UnavailableView { part: unavailable.part(), firmware: SpanView::of(&unavailable.span) }
    }

    fn message(line: &Line) -> UnavailableView {
        UnavailableView { part: format!("message {}", line.name), firmware: SpanView::new(line) }
    }

    /// Returns the part and the firmware that has it, as a sentence.
    pub fn sentence(&self) -> String {
        format!("{}: {}.", self.part, self.firmware.span())
    }
}
