//! What a request may do to a real module.

use super::parameters::Parameters;
use crate::{
    Spec,
    interpret::{Interpreter, Request},
    model::{Form, FormKind, Name, Persist, Risk, Scope},
};

impl Spec {
    /// The risks of a request, in order.
    ///
    /// A form that states none is [`Risk::Unknown`]. A name that stores its setting in flash, or of which no source
    /// says whether it does, has [`Risk::Flash`].
    pub fn risks<'s>(&'s self, request: &Request<'s>) -> Vec<Risk> {
        let params = Parameters::of_request(Interpreter::new(self), request);
        self.collect_risks(request.name, request.form, |condition| params.meet(condition) != Some(false))
    }

    /// All risks that a form has under one of its command's names, whatever its parameters.
    pub fn form_risks(&self, name: &Name, form: &Form) -> Vec<Risk> {
        self.collect_risks(name, form, |_| true)
    }

    fn collect_risks(&self, name: &Name, form: &Form, meets: impl Fn(&crate::model::Condition) -> bool) -> Vec<Risk> {
        let Some(entries) = &form.risks else { return vec![Risk::Unknown] };
        let stated = entries.iter().map(|entry| entry.parts());
        let mut risks: Vec<Risk> = stated.filter(|(_, when)| when.iter().all(&meets)).map(|(risk, _)| risk).collect();
        let writes = matches!(form.kind, FormKind::Set | FormKind::Execute);
        let unstated = name.scope == Some(Scope::Unsuffixed) && name.persist == Persist::Unstated;
        if writes && (name.persist == Persist::Flash || unstated) {
            risks.push(Risk::Flash);
        }
        risks.sort();
        risks.dedup();
        risks
    }
}
