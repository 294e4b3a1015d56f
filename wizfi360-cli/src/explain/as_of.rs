//! Pages as of a firmware, with what it lacks.

use super::{
    page::{heading, writer},
    print_json,
};
use crate::{
    args::{Color, Explain},
    end::{Outcome, Verdict},
    pager,
    paint::paragraph,
};
use serde::Serialize;
use wizfi360_reference::{FirmwarePage, FirmwareView, search::Subject, view::SCHEMA};
use wizfi360_spec::{Spec, model::Firmware};

#[derive(Serialize)]
struct Results {
    schema: u32,
    firmware: String,
    results: Vec<FirmwarePage>,
}

pub(super) fn run(spec: &Spec, firmware: Firmware, subjects: &[Subject<'_>], args: &Explain, color: Color) -> Outcome {
    let view = FirmwareView::new(spec, firmware);
    let results: Vec<FirmwarePage> = subjects.iter().map(|subject| view.page(subject)).collect();
    if args.json {
        print_json(color, &Results { schema: SCHEMA, firmware: firmware.to_string(), results })?;
    } else {
        let pages: Vec<String> = results.iter().map(|page| text(page, firmware, args.brief)).collect();
        pager::show(color, !args.no_pager, &pages.join("\n"))?;
    }
    Ok(Verdict::Fine)
}

fn text(of: &FirmwarePage, firmware: Firmware, brief: bool) -> String {
    let page = writer(brief)(&of.page);
    let unavailable: String = of.unavailable.iter().map(|part| paragraph(2, &part.sentence())).collect();
    match (of.available, unavailable.is_empty()) {
        (true, true) => page,
        (true, false) => format!("{page}{}{unavailable}", heading(&format!("Not in firmware {firmware}"))),
        (false, _) => {
            let head = heading(&format!("Not in firmware {firmware}; this is the page of firmware that has it"));
            format!("{}{unavailable}\n{page}", head.trim_start())
        }
    }
}
