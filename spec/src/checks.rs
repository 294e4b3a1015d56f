//! Scripted test cases, variant by variant, and what is filled into their texts.

use crate::{
    Spec,
    model::{At, Check, Precondition, Setup, Step},
};
use std::collections::BTreeMap;

/// What stands for values of the test environment in texts of test cases, as `{ssid}`, each with an example of its
/// value. They have the names of the keys of a bench file.
pub const PLACEHOLDERS: &[(&str, &str)] = &[
    ("ssid", "wizfi360"),
    ("password", "password"),
    ("no_ssid", "nobody broadcasts this"),
    ("host", "192.168.1.2"),
    ("echo", "5000"),
    ("other_echo", "7"),
    ("discard", "9"),
    ("http", "80"),
    ("https", "443"),
    ("broker", "1883"),
    ("closing", "5001"),
    ("server", "3333"),
    ("guest_ssid", "wizfi360-check"),
    ("guest_password", "let me in"),
    ("closed", "4"),
    ("nobody", "192.168.1.254"),
    ("name", "www.wiznet.io"),
    ("no_name", "nobody.invalid"),
];

/// One of the test cases that a check stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant<'c> {
    /// What takes the place of `{command}`.
    pub command: Option<&'c str>,
    /// The link ID under multiple connections; `None` for the variant without one.
    pub link: Option<u8>,
}

impl Check {
    /// Returns all test cases that it stands for.
    pub fn variants(&self) -> Vec<Variant<'_>> {
        let links = [None].into_iter().chain(self.link.map(Some));
        let of = |command| links.clone().map(move |link| Variant { command, link });
        match self.names.as_slice() {
            [] => of(None).collect(),
            names => names.iter().flat_map(|name| of(Some(name.as_str()))).collect(),
        }
    }

    /// Returns the request of the form that it is about, before its placeholders are filled.
    pub fn request(&self) -> Option<&str> {
        let first = || {
            self.steps.iter().find_map(|step| match step {
                Step::Host(line, _) => Some(line.as_str()),
                _ => None,
            })
        };
        self.about.as_deref().or_else(first)
    }

    /// Returns its preconditions: those of its setup that it does not replace, then its own, then what the variant adds.
    pub fn preconditions(&self, setups: &[Setup], variant: Variant<'_>) -> Vec<Precondition> {
        let shared = setups.iter().find(|setup| Some(&setup.name) == self.setup.as_ref());
        let mut all: BTreeMap<&str, Precondition> = BTreeMap::new();
        for precondition in shared.iter().flat_map(|setup| &setup.requires).chain(&self.requires) {
            all.insert(&precondition.state, precondition.clone());
        }
        if let Some(id) = variant.link {
            let mux = Precondition {
                state: "mux".into(),
                at: At::First,
                is: vec!["Multiple".into()],
                is_not: Vec::new(),
                peer: None,
            };
            all.insert("mux", mux);
            all.entry("link").and_modify(|link| link.at = At::Only(id));
        }
        all.into_values().collect()
    }
}

impl Spec {
    /// Returns all scripted test cases, each with the path of its family.
    pub fn checks(&self) -> impl Iterator<Item = (&str, &Check)> {
        self.families.iter().flat_map(|file| file.checks.iter().map(|check| (file.path.as_str(), check)))
    }
}

impl Variant<'_> {
    /// Fills the placeholders of a text.
    ///
    /// # Errors
    ///
    /// The first placeholder that neither the variant nor `value` knows.
    pub fn fill(&self, text: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, String> {
        let (mut filled, mut rest) = (String::new(), text);
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, behind)) = after.split_once('}') else { break };
            filled.push_str(before);
            filled.push_str(&self.own(name).or_else(|| value(name)).ok_or(name)?);
            rest = behind;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    fn own(&self, name: &str) -> Option<String> {
        let link = |text: fn(u8) -> String| Some(self.link.map_or_else(String::new, text));
        match name {
            "command" => self.command.map(String::from),
            "link," => link(|id| format!("{id},")),
            ",link" => link(|id| format!(",{id}")),
            "=link" => link(|id| format!("={id}")),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once() {
        let value = |name: &str| (name == "ssid").then(|| "{host}".to_string());
        let single = Variant { command: Some("AT+X"), link: None };
        let multiple = Variant { link: Some(2), ..single };
        let table = [
            (single, "{command}={link,}\"{ssid}\"", Ok("AT+X=\"{host}\"")),
            (multiple, "{command}={link,}5", Ok("AT+X=2,5")),
            (multiple, "+IPD{,link},5: AT{=link}", Ok("+IPD,2,5: AT=2")),
            (single, "{hst}", Err("hst")),
            (single, "a{b", Ok("a{b")),
        ];
        for (variant, text, expected) in table {
            let expected = expected.map(String::from).map_err(String::from);
            assert_eq!(variant.fill(text, value), expected, "{text}");
        }
    }
}
