//! Messages and packet heads.

use super::{domains, out::Out, records};
use crate::Failure;
use wizfi360_spec::Spec;

/// `generated/events.rs`.
pub(crate) fn emit(spec: &Spec, out: &mut Out) -> Result<(), Failure> {
    out.line("use crate::line_table::{self, LineKind};");
    domains::emit(spec, &spec.events.domains, out);
    let mut types = Vec::new();
    for message in &spec.events.messages {
        types.push((message.name.clone(), records::line(spec, message, None, None, out)?));
    }
    for packet in &spec.events.packets {
        records::line(spec, &packet.head, None, None, out)?;
        let name = &packet.head.name;
        out.blank();
        out.block(format!("impl {name}"), |out| {
            out.docs(&[
                "The largest payload length that is accepted; a line that claims more is not a packet.".into(),
                String::new(),
                format!("Source: {}.", packet.max_source),
            ]);
            out.line(format!("pub const MAX: u32 = {};", packet.max));
            out.blank();
            out.docs(&["Returns the length of the payload in bytes.".into()]);
            out.block("pub const fn payload(&self) -> u32", |out| {
                out.line(format!("self.{}", super::names::field(&packet.length)))
            });
        });
    }
    out.blank();
    out.docs(&[
        "An unsolicited message (URC).".into(),
        String::new(),
        "[`MessageKind`] tells which one a line is without reading its parameters.".into(),
    ]);
    out.line("#[doc(alias = \"URC\")]");
    domains::derives("Clone, Copy, Debug, PartialEq, Eq, Hash, Line", true, out);
    out.line("#[non_exhaustive]");
    let borrows = types.iter().any(|(_, ty)| ty.contains("'a"));
    out.block(format!("pub enum {}", super::types::with_lifetime("Message", borrows)), |out| {
        for (name, ty) in &types {
            out.docs(&[format!("See [`{name}`].")]);
            out.line(format!("{name}({ty}),"));
        }
    });
    out.blank();
    out.block(format!("impl Message{}", if borrows { "<'_>" } else { "" }), |out| {
        let apart = spec
            .events
            .messages
            .iter()
            .filter_map(|message| Some((&message.name, message.blank_line_before.as_ref()?)));
        let mut docs = vec!["Returns true if the module sends a blank line before it:".to_string(), String::new()];
        docs.extend(apart.clone().map(|(name, source)| format!("- [`{name}`] ({source})")));
        out.docs(&docs);
        let apart: Vec<_> = apart.map(|(name, _)| format!("Message::{name}(_)")).collect();
        out.block("pub const fn has_blank_line_before(&self) -> bool", |out| {
            out.line(format!("matches!(self, {})", apart.join(" | ")));
        });
        out.blank();
        out.docs(&["Returns the kind of this message.".into()]);
        out.block("pub const fn kind(&self) -> MessageKind", |out| {
            out.block("match self", |out| {
                types.iter().for_each(|(name, _)| out.line(format!("Message::{name}(_) => MessageKind::{name},")));
            });
        });
    });
    kinds(&types, out);
    Ok(())
}

/// Which message a line is, without its parameters.
fn kinds(types: &[(String, String)], out: &mut Out) {
    out.blank();
    out.docs(&[
        "The kind of a [`Message`], known from the text around its parameters.".into(),
        String::new(),
        "The type of the same name parses the parameters.".into(),
    ]);
    domains::derives("Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash", true, out);
    out.line("#[non_exhaustive]");
    out.block("pub enum MessageKind", |out| {
        for (name, _) in types {
            out.docs(&[format!("See [`{name}`].")]);
            out.line(format!("{name},"));
        }
    });
    out.blank();
    out.block("impl MessageKind", |out| {
        out.docs(&["Returns its name in the spec, which is that of its type.".into()]);
        out.block("pub const fn name(self) -> &'static str", |out| {
            out.block("match self", |out| {
                types.iter().for_each(|(name, _)| out.line(format!("MessageKind::{name} => {name:?},")));
            });
        });
        out.blank();
        out.docs(&["Returns the kind of message that a line is, if it is one. Does not parse its parameters.".into()]);
        out.block("pub fn of(line: &[u8]) -> Option<Self>", |out| {
            out.block("match line_table::find(line)", |out| {
                out.line("Some(LineKind::Message(kind) | LineKind::FinalOrMessage(_, kind)) => Some(kind),");
                out.line("_ => line_table::message(line, None),");
            });
        });
    });
}
