//! The parameters that can come next in a request, and the values that are listed for them.

use crate::request::typed_name;
use wizfi360_spec::{
    Spec,
    model::{Choice, DomainKind, Param, Shape, Type},
};

/// A parameter that can come next.
#[derive(Clone, Copy)]
pub(crate) enum ParamSlot<'s> {
    Param(&'s Param),
    /// The word that tells alternatives apart.
    Tag(&'s Choice),
}

/// A listed value.
pub(crate) struct Listed {
    /// As it is on the wire.
    pub(crate) wire: String,
    pub(crate) name: String,
    pub(crate) doc: String,
}

impl<'s> ParamSlot<'s> {
    pub(crate) fn name(self) -> &'s str {
        match self {
            ParamSlot::Param(param) => &param.name,
            ParamSlot::Tag(choice) => &choice.tag,
        }
    }

    pub(crate) fn doc(self) -> &'s str {
        match self {
            ParamSlot::Param(param) => &param.doc,
            ParamSlot::Tag(choice) => &choice.doc,
        }
    }

    /// The values that are listed for it, if any are.
    pub(crate) fn values(self, spec: &Spec) -> Vec<Listed> {
        let param = match self {
            ParamSlot::Tag(choice) => {
                let listed =
                    |word: &str, doc: &str| Listed { wire: format!("\"{word}\""), name: word.into(), doc: doc.into() };
                return choice.variants.iter().map(|variant| listed(&variant.tag, &variant.doc)).collect();
            }
            ParamSlot::Param(param) => param,
        };
        let Type::Domain(domain) = &param.ty else { return Vec::new() };
        match spec.domain(domain).map(|domain| &domain.kind) {
            Some(DomainKind::Enum(values)) => {
                let listed = values.iter().map(|value| Listed {
                    wire: value.value.to_string(),
                    name: value.name.clone(),
                    doc: value.doc.clone(),
                });
                listed.collect()
            }
            Some(DomainKind::Words { quoted, values }) => {
                let quote = if *quoted { "\"" } else { "" };
                let listed = values.iter().map(|word| Listed {
                    wire: format!("{quote}{}{quote}", word.text),
                    name: word.text.clone(),
                    doc: word.doc.clone(),
                });
                listed.collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Returns what can follow these tokens, which are written as on the wire.
pub(crate) fn after<'s>(shape: &'s Shape, tokens: &[&str]) -> Vec<ParamSlot<'s>> {
    let mut found: Vec<ParamSlot<'s>> = Vec::new();
    for with_lead in [true, false] {
        let lead = shape.optional_first.as_ref().filter(|_| with_lead);
        // A text in quotes is no optional first parameter.
        if with_lead && (lead.is_none() || tokens.first().is_some_and(|token| token.starts_with('"'))) {
            continue;
        }
        let fixed: Vec<&Param> = lead.into_iter().chain(&shape.list).collect();
        let mut add = |slot: ParamSlot<'s>| {
            if !found.iter().any(|known| known.name() == slot.name()) {
                found.push(slot);
            }
        };
        let Some(rest) = tokens.get(fixed.len()..) else {
            if let Some(param) = fixed.get(tokens.len()) {
                add(ParamSlot::Param(param));
            }
            continue;
        };
        match (fixed.get(tokens.len()), &shape.choice, rest.split_first()) {
            (Some(param), ..) => add(ParamSlot::Param(param)),
            (None, Some(choice), None) => add(ParamSlot::Tag(choice)),
            (None, Some(choice), Some((tag, rest))) => {
                let tag = tag.trim_matches('"');
                let variant = choice.variants.iter().find(|variant| variant.tag.eq_ignore_ascii_case(tag));
                variant.iter().flat_map(|variant| after(&variant.params, rest)).for_each(add);
            }
            (None, None, _) => shape.tail.iter().flat_map(|tail| after(&tail.params, rest)).for_each(add),
        }
    }
    found
}

/// Returns all that can be given by name: of alternatives, those of the one whose word is among `given`.
pub(crate) fn named<'s>(shape: &'s Shape, given: &[(String, String)]) -> Vec<ParamSlot<'s>> {
    let mut found: Vec<ParamSlot<'s>> = shape.optional_first.iter().chain(&shape.list).map(ParamSlot::Param).collect();
    if let Some(choice) = &shape.choice {
        found.push(ParamSlot::Tag(choice));
        let tag = given.iter().find(|(name, _)| *name == typed_name(&choice.tag)).map(|(_, value)| value);
        let variant =
            choice.variants.iter().find(|variant| tag.is_some_and(|tag| variant.tag.eq_ignore_ascii_case(tag)));
        found.extend(variant.iter().flat_map(|variant| named(&variant.params, given)));
    }
    found.extend(shape.tail.iter().flat_map(|tail| named(&tail.params, given)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_spec::model::FormKind;

    fn set(spec: &'static Spec, name: &str) -> &'static Shape {
        let (_, command, _) = spec.command(name).unwrap();
        &command.forms.iter().find(|form| form.kind == FormKind::Set).unwrap().params
    }

    #[test]
    fn slots_follow_from_the_tokens_before_them() {
        let spec = Spec::embedded();
        let names = |name: &str, tokens: &[&str]| -> Vec<&str> {
            after(set(spec, name), tokens).into_iter().map(ParamSlot::name).collect()
        };
        assert_eq!(names("AT+CWJAP", &[]), ["ssid"]);
        assert_eq!(names("AT+CWJAP", &["\"a\""]), ["pwd"]);
        assert_eq!(names("AT+CWJAP", &["\"a\"", "\"b\""]), ["bssid"]);
        assert_eq!(names("AT+CWJAP", &["\"a\"", "\"b\"", "\"c\""]), [""; 0]);
        assert_eq!(names("AT+CIPSTART", &[]), ["link ID", "type"]);
        assert_eq!(names("AT+CIPSTART", &["0"]), ["type"]);
        assert_eq!(names("AT+CIPSTART", &["\"TCP\""]), ["remote IP"]);
        assert_eq!(names("AT+CIPSTART", &["0", "\"UDP\""]), ["remote IP"]);
        assert_eq!(names("AT+CIPSTART", &["0", "\"QIC\""]), [""; 0]);
        assert_eq!(names("AT+CIPSEND", &[]), ["link ID", "length"]);
        assert_eq!(names("AT+CIPSEND", &["5"]), ["length", "remote IP"]);
    }

    #[test]
    fn names_depend_on_the_alternative_that_is_chosen() {
        let spec = Spec::embedded();
        let names = |given: &[(String, String)]| -> Vec<String> {
            named(set(spec, "AT+CIPSTART"), given).into_iter().map(|slot| typed_name(slot.name())).collect()
        };
        assert_eq!(names(&[]), ["link_id", "type"]);
        let udp = names(&[("type".into(), "udp".into())]);
        assert!(udp.contains(&"remote_ip".into()) && udp.contains(&"udp_mode".into()), "{udp:?}");
    }

    #[test]
    fn listed_values_have_wire_name_and_meaning() {
        let spec = Spec::embedded();
        let mode = after(set(spec, "AT+CWMODE"), &[])[0].values(spec);
        assert_eq!((mode[0].wire.as_str(), mode[0].name.as_str()), ("1", "Station"));
        assert!(!mode[0].doc.is_empty());
        let tag = after(set(spec, "AT+CIPSTART"), &["0"])[0].values(spec);
        assert_eq!(tag.iter().map(|tag| tag.wire.as_str()).collect::<Vec<_>>(), ["\"TCP\"", "\"UDP\"", "\"SSL\""]);
    }
}
