//! A text can be taken apart in one way only.

use super::{
    Finding, Place,
    walk::{Owner, lists},
};
use crate::{
    Spec,
    interpret::wire::{Wire, wire},
    model::{Choice, DomainKind, FormKind, Line, Param, Shape, Type},
    shapes::{LeadRule, lead_rule},
};

/// The rule's name.
pub const RULE: &str = "shapes_decidable";

/// Leads, choices, tails, parameters that may be skipped, texts without an end of their own: what is there can be
/// told from the text alone, and what is written is read as the same.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, shape, owner) in lists(spec) {
        let mut list = List { spec, owner, place, findings: &mut findings };
        list.around(shape);
        list.shape(shape, true, false);
    }
    findings
}

struct List<'s, 'f> {
    spec: &'s Spec,
    owner: Owner<'s>,
    place: Place,
    findings: &'f mut Vec<Finding>,
}

impl List<'_, '_> {
    /// What goes with the form or the line as a whole.
    fn around(&mut self, shape: &Shape) {
        match self.owner {
            Owner::Form(_, form) => {
                let takes = form.no_equals || form.kind == FormKind::Set;
                if !takes && !shape.is_empty() {
                    let message = "only a set form and a glued one have parameters; this form has some".into();
                    self.report(None, message, "remove `params`, or make it a set form");
                }
                if form.no_equals && matches!(form.kind, FormKind::Test | FormKind::Query) {
                    let message = "parameters glued to the name make a set or an execute form; this is neither".into();
                    self.report(None, message, "remove `no_equals`, or correct `kind`");
                }
            }
            Owner::Line(line) => self.line(line, shape),
        }
    }

    fn line(&mut self, line: &Line, shape: &Shape) {
        let has_text = !line.prefix.is_empty() || !line.ending.is_empty() || line.keyword.is_some();
        if !has_text && shape.is_empty() {
            let message = "a line has a prefix, a suffix, a word or parameters; this one has none".into();
            self.report(None, message, "say what it looks like");
        }
        if line.keyword.as_deref() == Some("") {
            self.report(None, "a keyword has letters; this one is empty".into(), "remove `keyword`");
        }
        if line.separator == "," {
            return;
        }
        if line.separator.is_empty() || line.keyword.is_some() {
            let message =
                "a separator other than the comma has letters and goes with no `keyword`; this one does not".into();
            self.report(None, message, "remove one of the two, or correct the separator");
        }
        let plain = |param: &Param| !param.may_be_omitted && param.mask_bit.is_none();
        let parts = shape.optional_first.is_some() || shape.choice.is_some() || shape.tail.is_some();
        if parts || shape.list.len() < 2 || !shape.list.iter().all(plain) {
            let message = "a separator other than the comma stands between plain parameters, two at least; here is something else".into();
            self.report(None, message, "use `list` only, without `may_be_omitted` and `mask_bit`");
        }
        for param in &shape.list {
            if !matches!(wire(self.spec, &param.ty), Wire::Bare | Wire::Rest | Wire::BareText) {
                let message = "between separators other than the comma nothing is quoted; this type may be".into();
                self.report(Some(&param.name), message, "use a number, `Rest` or `BareText`");
            }
        }
    }

    /// One list. `first` if nothing stands before it, `more` if something may stand behind it.
    fn shape(&mut self, shape: &Shape, first: bool, more: bool) {
        if let Some(lead) = &shape.optional_first {
            self.lead(shape, lead, first);
        }
        for (index, param) in shape.list.iter().enumerate() {
            let behind = &shape.list[index + 1..];
            let is_last = behind.is_empty() && shape.choice.is_none() && shape.tail.is_none() && !more;
            self.param(param, is_last);
            if param.mux.is_some() {
                let message = "`mux` says when a lead stands there; this parameter is none".into();
                self.report(Some(&param.name), message, "remove it, or make the parameter the `optional_first`");
            }
            if param.may_be_omitted {
                self.skip(param, behind, shape.choice.as_deref());
            }
            let only_masked =
                behind.iter().all(|param| param.mask_bit.is_some()) && shape.choice.is_none() && shape.tail.is_none();
            if param.mask_bit.is_some() && !only_masked {
                let message = "behind a masked parameter all are masked, or it could not be told which one is missing; here is one that is not".into();
                self.report(Some(&param.name), message, "move masked parameters to the end, or mask what follows");
            }
        }
        if let Some(choice) = &shape.choice {
            self.choice(choice, more || shape.tail.is_some());
        }
        if let Some(tail) = &shape.tail {
            if !begins_firmly(&tail.params) {
                let message = "a tail is there when a token is left, so it begins with a parameter that must be there; this one does not".into();
                self.report(Some(&tail.name), message, "begin it with a plain parameter");
            }
            self.shape(&tail.params, false, more);
        }
    }

    fn lead(&mut self, shape: &Shape, lead: &Param, first: bool) {
        if !first {
            let message = "a lead stands at the beginning of the whole list; this one stands inside".into();
            self.report(Some(&lead.name), message, "make it a plain parameter");
        }
        if lead.may_be_omitted || lead.mask_bit.is_some() {
            let message = "an optional first parameter is present or not; `may_be_omitted` and `mask_bit` are for other parameters".into();
            self.report(Some(&lead.name), message, "remove them");
        }
        self.param(lead, false);
        let by_first = lead_rule(self.spec, shape) == LeadRule::FirstIsBare;
        if by_first && !(wire(self.spec, &lead.ty).is_bare() && self.begins_quoted(shape)) {
            let message = "a lead is told by the parity of the count, or because it is bare and what follows is quoted; neither holds here".into();
            self.report(Some(&lead.name), message, "make two forms or two lines of it");
        }
    }

    fn param(&mut self, param: &Param, is_last: bool) {
        let wire = wire(self.spec, &param.ty);
        let name = Some(param.name.as_str());
        if wire.is_rest_of_line() && !is_last {
            let separated = matches!(self.owner, Owner::Line(line) if line.separator != ",");
            if !separated {
                let message =
                    "a text that reaches to the end of the line stands last; something stands behind this one".into();
                self.report(name, message, "move it to the end, or use a quoted text");
            }
        }
        match self.owner {
            Owner::Form(..) => {
                let open = [Type::U8, Type::U16, Type::U32, Type::I16, Type::Text, Type::BareText, Type::Rest];
                if open.contains(&param.ty) {
                    let message = format!("a request holds only what the module takes; {:?} has no limits", param.ty);
                    self.report(name, message, "use a domain with limits: `Domain(..)`");
                }
                if param.mask_bit.is_some() || param.open {
                    let message = "`mask_bit` and `open` are for lines from the module; this is a request".into();
                    self.report(name, message, "remove them");
                }
            }
            Owner::Line(_) => {
                if param.open && !matches!(param.ty, Type::Mac | Type::BareMac) {
                    let message = "`open` is for MAC addresses; enums and words are open in any line".into();
                    self.report(name, message, "remove it");
                }
            }
        }
    }

    fn skip(&mut self, param: &Param, behind: &[Param], choice: Option<&Choice>) {
        let name = Some(param.name.as_str());
        if behind.iter().any(|param| !param.may_be_omitted) || choice.is_some() {
            let message = "behind a parameter that may be skipped all may be left out; here one must be there".into();
            self.report(name, message, "let it be skipped as well, or put it into the tail");
        }
        let may_be_empty = match &param.ty {
            Type::Text | Type::BareText | Type::Rest => true,
            Type::Mac | Type::BareMac => param.open,
            Type::Domain(name) => match self.spec.domain(name).map(|domain| &domain.kind) {
                Some(DomainKind::Str { min, or_empty, .. }) => *min == 0 || *or_empty,
                _ => false,
            },
            _ => false,
        };
        if may_be_empty {
            let message =
                "an empty place stands for a parameter that is skipped, so its own values are not empty; these may be"
                    .into();
            self.report(name, message, "give the text a `min` of 1, or make it a plain parameter");
        }
        if wire(self.spec, &param.ty).is_rest_of_line() {
            let message =
                "a text that reaches to the end of the line leaves no empty place; this one may be skipped".into();
            self.report(name, message, "put it into a tail");
        }
    }

    fn choice(&mut self, choice: &Choice, more: bool) {
        if choice.variants.is_empty() {
            self.report(Some(&choice.tag), "a choice has alternatives; this one has none".into(), "list them");
        }
        for (index, variant) in choice.variants.iter().enumerate() {
            if choice.variants[..index].iter().any(|other| other.tag == variant.tag) {
                let message = format!("a word tells each alternative from the others; {:?} stands twice", variant.tag);
                self.report(Some(&choice.tag), message, "remove one of them");
            }
            let spoils = |byte: u8| matches!(byte, b'"' | b'\\' | b'\r' | b'\n' | 0);
            if variant.tag.is_empty() || variant.tag.bytes().any(spoils) {
                let message = format!("a tag is a word without quotes and backslashes; {:?} is not", variant.tag);
                self.report(Some(&choice.tag), message, "correct it");
            }
            self.shape(&variant.params, false, more);
        }
    }

    /// True if the first token of a list without its lead is always quoted, if there is one.
    fn begins_quoted(&self, shape: &Shape) -> bool {
        match (shape.list.first(), &shape.choice, &shape.tail) {
            (Some(first), ..) => {
                wire(self.spec, &first.ty).is_quoted() && !first.may_be_omitted && first.mask_bit.is_none()
            }
            (None, Some(_), _) | (None, None, None) => true,
            (None, None, Some(tail)) => self.begins_quoted(&tail.params),
        }
    }

    fn report(&mut self, param: Option<&str>, message: String, help: &str) {
        let place = param.map_or_else(|| self.place.clone(), |param| self.place.param(param));
        self.findings.push(Finding { rule: RULE, place, message, help: help.into() });
    }
}

/// True if a list has a token whenever it is there.
fn begins_firmly(shape: &Shape) -> bool {
    match shape.list.first() {
        Some(first) => !first.may_be_omitted && first.mask_bit.is_none(),
        None => shape.choice.is_some(),
    }
}
