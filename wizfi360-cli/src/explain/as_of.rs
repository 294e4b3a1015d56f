//! Pages as of a firmware: what it has, and what it has not.

use super::{
    entry::{Entry, heading},
    find::Subject,
    print_json,
};
use crate::{
    args::{Color, Explain},
    end::{Outcome, Verdict},
    pager,
    paint::paragraph,
};
use serde::Serialize;
use wizfi360_reference::view::{SCHEMA, SpanView};
use wizfi360_spec::{
    Spec, Unavailable,
    model::{Firmware, Versioned},
};

#[derive(Serialize)]
struct Found {
    schema: u32,
    firmware: String,
    found: Vec<Page>,
}

/// A page, and what of it the firmware does not have.
#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    entry: Entry,
    /// False if the firmware does not have it at all: the page is that of firmware which does.
    there: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    absent: Vec<AbsentView>,
}

#[derive(Serialize)]
struct AbsentView {
    part: String,
    #[serde(flatten)]
    firmware: SpanView,
}

pub(super) fn run(
    spec: &'static Spec,
    firmware: Firmware,
    subjects: &[Subject<'static>],
    args: &Explain,
    color: Color,
) -> Outcome {
    let then = spec.as_of(firmware);
    let found: Vec<Page> = subjects.iter().map(|subject| Page::new(spec, &then, firmware, subject)).collect();
    if args.json {
        print_json(color, &Found { schema: SCHEMA, firmware: firmware.to_string(), found })?;
    } else {
        let pages: Vec<String> = found.iter().map(|page| page.text(firmware, args.brief)).collect();
        pager::show(color, !args.no_pager, &pages.join("\n"))?;
    }
    Ok(Verdict::Fine)
}

impl Page {
    /// `then` is the spec as of the firmware.
    fn new(spec: &Spec, then: &Spec, firmware: Firmware, subject: &Subject<'_>) -> Page {
        let whole = |entry| Page { entry, there: true, absent: Vec::new() };
        match subject {
            Subject::Command(_, command) => {
                let absent = spec.unavailable_in(command, firmware);
                let absent = absent.iter().map(AbsentView::new).collect();
                let name = command.names.first().map_or("", |name| &name.name);
                match then.command(name) {
                    Some((path, command, _)) => {
                        Page { entry: Entry::new(then, &Subject::Command(path, command)), there: true, absent }
                    }
                    None => Page { entry: Entry::new(spec, subject), there: false, absent },
                }
            }
            Subject::Message(line) if !line.span().contains(firmware) => {
                let absent =
                    vec![AbsentView { part: format!("message {}", line.name), firmware: SpanView::new(*line) }];
                Page { entry: Entry::new(spec, subject), there: false, absent }
            }
            Subject::Domain(path, domain) => {
                let domain = then.domain(&domain.name).unwrap_or(domain);
                whole(Entry::new(then, &Subject::Domain(path, domain)))
            }
            _ => whole(Entry::new(spec, subject)),
        }
    }

    fn text(&self, firmware: Firmware, brief: bool) -> String {
        let page = Entry::pages_of(brief)(&self.entry);
        let absent: String = self
            .absent
            .iter()
            .map(|absent| paragraph(2, &format!("{}: {}.", absent.part, absent.firmware.span())))
            .collect();
        match (self.there, absent.is_empty()) {
            (true, true) => page,
            (true, false) => format!("{page}{}{absent}", heading(&format!("Not in firmware {firmware}"))),
            (false, _) => {
                let head = heading(&format!("Not in firmware {firmware}; this is the page of firmware that has it"));
                format!("{}{absent}\n{page}", head.trim_start())
            }
        }
    }
}

impl AbsentView {
    fn new(absent: &Unavailable) -> AbsentView {
        AbsentView { part: absent.part(), firmware: SpanView::of(&absent.span) }
    }
}
