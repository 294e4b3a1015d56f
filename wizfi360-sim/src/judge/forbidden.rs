//! What the module's state forbids.

use super::{
    Finding, Rule,
    finding::finding,
    state::{Followed, State},
};
use wizfi360_spec::{
    interpret::Request,
    model::{At, Certainty, Mux, Requirement, Values},
    state::{Truth, Unmet},
};

/// A driver learns within so many milliseconds what the module has reported.
const URC_REACTION_MS: u64 = 100;

impl State {
    /// Returns what forbids this request, of which the first byte came at `began`.
    pub(super) fn forbids(&self, request: &Request<'static>, line: &[u8], began: u64) -> Option<Finding> {
        let broken = self.now.forbids(request, line, began)?;
        let Some((lost_at, before)) = &self.lost else { return Some(broken) };
        if before.forbids(request, line, began).is_some() {
            return Some(broken);
        }
        // What was sent before `ready` could be heard was on its way.
        if began < lost_at + URC_REACTION_MS {
            return None;
        }
        let actual = format!("the module was reset (`ready`), so {}", broken.actual);
        let expected = "a reset loses what is not stored in flash, and every connection";
        let reset = self.now.module.spec().command("AT+RST").map(|(_, _, name)| &name.source);
        let help = "take `ready` as the end of all that was set and opened: turn the echo off, set AT+CWMODE_CUR, \
                    AT+CIPMUX and AT+CIPMODE, join and open again";
        Some(finding(Rule::ResetNotNoticed, line, actual, expected, reset).with_help(help))
    }
}

impl Followed {
    fn forbids(&self, request: &Request<'static>, line: &[u8], began: u64) -> Option<Finding> {
        self.module.check(request).iter().find_map(|unmet| self.breaks(request, line, began, unmet))
    }

    /// Returns the finding about a requirement that is not known to hold, if that is the driver's doing.
    fn breaks(&self, request: &Request<'static>, line: &[u8], began: u64, unmet: &Unmet) -> Option<Finding> {
        let requirement = &unmet.requirement;
        match Rule::of_requirement(self.module.spec(), request, requirement) {
            // The module's answer decides, since an access point may go at any time.
            Some(Rule::BeforeJoin) => None,
            _ if unmet.truth == Truth::Unknown && self.was_never_set(requirement) => {
                self.never_set(request, line, requirement)
            }
            _ if unmet.truth == Truth::Unknown => None,
            Some(Rule::LinkNotOpen) => self.link_not_open(request, line, began, unmet),
            Some(Rule::LinkAlreadyOpen) => {
                let finding = self.finding(Rule::LinkAlreadyOpen, request, line, unmet);
                Some(finding.with_help("close it before, or use another link ID"))
            }
            Some(Rule::OrderReversed) if requirement.state == "link" => {
                let finding = self.finding(Rule::OrderReversed, request, line, unmet);
                Some(finding.with_help("send it before a connection is opened, or close the connection before"))
            }
            Some(rule) if rule == Rule::OrderReversed || self.is_certain(requirement) => {
                Some(self.finding(rule, request, line, unmet).with_help(help(request, unmet)))
            }
            _ => None,
        }
    }

    /// True if the module refuses what breaks a requirement; a text that was not set is none to advise.
    fn is_certain(&self, requirement: &Requirement) -> bool {
        let variable = self.module.spec().state.variable(&requirement.state);
        let is_text = variable.is_some_and(|variable| variable.values == Values::Text);
        requirement.certainty == Certainty::Stated || is_text
    }

    /// Returns the finding about data for a link that is not open.
    fn link_not_open(&self, request: &Request<'static>, line: &[u8], began: u64, unmet: &Unmet) -> Option<Finding> {
        // Whichever link it is: its history is not known.
        if unmet.requirement.at == At::Any {
            return None;
        }
        let link = self.history(request);
        let (rule, actual) = match link.closed_at {
            Some(_) if link.send_failed && !link.was_udp => (
                Rule::SendFailIgnored,
                "it was closed while the last data was sent, and SEND FAIL reported that".into(),
            ),
            Some(at) if began >= at + URC_REACTION_MS => {
                (Rule::ClosedNotNoticed, format!("the module reported that {} ms before", began - at))
            }
            Some(_) => return None,
            None => (Rule::LinkNotOpen, "it was not opened".into()),
        };
        let mut finding = self.finding(rule, request, line, unmet);
        finding.actual = format!("{}: {actual}", finding.actual);
        Some(finding.with_help("open it by AT+CIPSTART, then send what did not arrive"))
    }

    fn never_set(&self, request: &Request<'static>, line: &[u8], requirement: &Requirement) -> Option<Finding> {
        let first = self.module.spec().command_that_sets(&requirement.state)?;
        let actual = format!("{first} has not succeeded since the module was reset");
        let expected = format!("{} comes after {first}", request.name.name);
        let finding = finding(Rule::ForbiddenByOrder, line, actual, expected, Some(&requirement.source));
        Some(finding.with_help(format!("send {first} first, and see that it is answered with `OK`")))
    }

    fn finding(&self, rule: Rule, request: &Request<'static>, line: &[u8], unmet: &Unmet) -> Finding {
        let requirement = self.module.spec().requirement_in_words(&unmet.requirement);
        let expected = format!("{} requires that {}", request.name.name, requirement.trim_end_matches('.'));
        finding(rule, line, unmet.actual.clone(), expected, Some(&unmet.requirement.source))
    }
}

/// Returns the ways to make a requirement hold.
fn help(request: &Request<'_>, unmet: &Unmet) -> String {
    let name = &request.name.name;
    let Some(line) = &unmet.help else { return format!("`wizfi360 explain {name}` lists what it requires") };
    let first = request.form.params.optional_first.as_ref().filter(|first| first.mux.is_some());
    match (unmet.requirement.state.as_str(), first, unmet.requirement.mux()) {
        ("mux", Some(first), Some(Mux::Single)) => format!("give the <{}>, or send {line} before", first.name),
        ("mux", Some(first), Some(Mux::Multiple)) => format!("leave the <{}> out, or send {line} before", first.name),
        ("transmission", ..) if request.command.forms.len() > 1 => {
            format!("send {line} before, or use another form of {name}")
        }
        _ => format!("send {line} before"),
    }
}
