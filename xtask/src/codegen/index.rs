//! The modules through which users reach generated items, with the indexes that their front pages show.
//!
//! `generated` itself is private: rustdoc documents an item where a public module re-exports it, so the paths in
//! signatures and in the search are those that users write.

use super::{names, out::Out, prose};
use crate::Failure;
use wizfi360_spec::{
    FamilyFile, Spec,
    model::{Command, Domain, Line},
};

/// The folders of the spec, in the manual's order, with the titles of their chapters.
const CHAPTERS: [(&str, &str); 4] = [
    ("system", "System control"),
    ("wifi", "Wi-Fi"),
    ("tcpip", "TCP/IP"),
    ("cloud", "MQTT, Azure IoT Hub and AWS IoT Core"),
];

/// `generated/mod.rs`.
pub(crate) fn root(spec: &Spec, folders: &[String], out: &mut Out) {
    out.line("#![allow(missing_docs)]");
    out.blank();
    out.line("mod any;\n#[cfg(feature = \"arbitrary\")]\nmod arbitrary;");
    for folder in folders {
        out.line(format!("mod {folder};"));
    }
    out.line("mod domains;");
    out.docs(&events_docs(spec));
    out.line("pub mod events;\npub(crate) mod index;\npub(crate) mod lexical;\npub(crate) mod line_table;");
    out.blank();
    out.line("pub use any::{AnyLine, AnyRequest};");
    out.blank();
    out.line("/// The imports of generated modules.");
    out.block("mod prelude", |out| {
        out.line("#![allow(unused_imports)]");
        out.line("pub(crate) use super::{index::{commands::*, domains::*}, lexical::*};");
        out.line(
            "pub(crate) use crate::{AtStr, BareText, BufferFull, Command, DataKind, DataPhase, DecodeError, Firmware, FirmwareSpan, Form, Line, Mac, NoLine, \
             Number, Open, Record, Request, Rest, Rule, RuleKind, RuleViolation, Scope, Secret, SuffixedScope, UnicastMac, Value, Verbatim};",
        );
        out.line("pub(crate) use core::{net::Ipv4Addr, time::Duration};");
    });
}

/// `generated/index.rs`.
pub(crate) fn emit(spec: &Spec, out: &mut Out) -> Result<(), Failure> {
    let chapters = chapters(spec)?;
    out.blank();
    out.block("pub mod commands", |out| {
        out.inner_docs(&commands_docs(&chapters));
        for (path, command) in spec.commands() {
            out.line(format!("pub use super::super::{}::{};", rust(path), names::module(command)));
        }
    });
    out.blank();
    out.block("pub mod domains", |out| {
        out.inner_docs(&domains_docs(spec, &chapters));
        let shared = [("domains", &spec.domains.domains), ("events", &spec.events.domains)];
        let families = spec.families.iter().map(|file| (file.path.as_str(), &file.family.domains));
        for (path, domains) in shared.into_iter().chain(families).filter(|(_, domains)| !domains.is_empty()) {
            let names: Vec<_> = domains.iter().map(|domain| domain.name.as_str()).collect();
            out.line(format!("pub use super::super::{}::{{{}}};", rust(path), names.join(", ")));
        }
    });
    Ok(())
}

struct Chapter<'s> {
    title: &'static str,
    /// Its section of the manual: `3.2`.
    section: String,
    families: Vec<&'s FamilyFile>,
}

impl Chapter<'_> {
    fn heading(&self) -> String {
        format!("# {} (manual §{})", self.title, self.section)
    }
}

/// The families as the manual groups and orders them.
fn chapters(spec: &Spec) -> Result<Vec<Chapter<'_>>, Failure> {
    let folder = |file: &FamilyFile| file.path.split('/').next().unwrap_or_default().to_string();
    if let Some(file) = spec.families.iter().find(|file| CHAPTERS.iter().all(|(known, _)| *known != folder(file))) {
        return Err(Failure::new(format!(
            "{}.ron is in no chapter of the index; add its folder to CHAPTERS in xtask/src/codegen/index.rs",
            file.path
        )));
    }
    let chapter = |(name, title): (&str, &'static str)| {
        let mut families: Vec<_> = spec.families.iter().filter(|file| folder(file) == name).collect();
        families.sort_by_key(|file| sections(file).into_iter().min());
        let first = families.first().and_then(|file| sections(file).into_iter().min()).unwrap_or_default();
        let chapter: Vec<_> = first.iter().take(2).map(u32::to_string).collect();
        Chapter { title, section: chapter.join("."), families }
    };
    Ok(CHAPTERS.map(chapter).into())
}

/// The sections of a family's commands, as numbers.
fn sections(file: &FamilyFile) -> Vec<Vec<u32>> {
    let names = file.family.commands.iter().flat_map(|command| &command.names);
    let sections = names.filter_map(|name| name.source.section());
    sections.map(|section| section.split('.').filter_map(|number| number.parse().ok()).collect()).collect()
}

fn commands_docs(chapters: &[Chapter<'_>]) -> Vec<String> {
    let mut docs = vec![
        "All commands: a module for each, named after the command without `AT+` and suffix.".to_string(),
        String::new(),
        "A module has a type for each form of the command ([`Set`](cwjap::Set), [`Query`](cwjap::Query), \
         [`Execute`](cwqap::Execute), [`Test`](at::Test)) and for each line that answers it."
            .into(),
    ];
    for chapter in chapters {
        prose::paragraph(chapter.heading(), &mut docs);
        for file in &chapter.families {
            prose::paragraph(&file.family.doc, &mut docs);
            docs.push(String::new());
            docs.extend(file.family.commands.iter().map(command_line));
        }
    }
    docs
}

fn command_line(command: &Command) -> String {
    let module = names::module(command);
    format!("- [{}]({}): {}", prose::command_names(command), module.trim_start_matches("r#"), command.title)
}

fn domains_docs(spec: &Spec, chapters: &[Chapter<'_>]) -> Vec<String> {
    let mut docs = vec![
        "All value types: the limits of the manual's parameters, as types.".to_string(),
        String::new(),
        "A request holds only values that its type allows. Where a line from the module may hold others, its field \
         is an [`Open`](crate::Open)."
            .into(),
    ];
    let mut group = |heading: Option<String>, domains: Vec<&Domain>| {
        if let Some(heading) = heading.filter(|_| !domains.is_empty()) {
            prose::paragraph(heading, &mut docs);
            docs.push(String::new());
        }
        docs.extend(domains.into_iter().map(domain_line));
    };
    group(Some("# In several chapters".into()), spec.domains.domains.iter().collect());
    for chapter in chapters {
        group(Some(chapter.heading()), chapter.families.iter().flat_map(|file| &file.family.domains).collect());
    }
    group(Some("# In unsolicited messages".into()), spec.events.domains.iter().collect());
    docs
}

fn domain_line(domain: &Domain) -> String {
    let (first, _) = prose::sentences(&domain.doc);
    format!("- [`{}`]: {first} {}", domain.name, super::types::limits(domain)).trim_end().to_string()
}

fn events_docs(spec: &Spec) -> Vec<String> {
    let line =
        |line: &Line| format!("- [`{0}`](events::{0}) `{1}`: {2}", line.name, prose::line_syntax(line), line.doc);
    let mut docs = vec![
        spec.events.doc.clone(),
        String::new(),
        "[`Message`](events::Message) is any message, [`MessageKind`](events::MessageKind) its kind.".into(),
    ];
    prose::section("Messages", &mut docs);
    docs.extend(spec.events.messages.iter().map(line));
    prose::section("Packets", &mut docs);
    docs.extend(spec.events.packets.iter().map(|packet| line(&packet.head)));
    docs
}

/// A path below `spec/` as a path of Rust modules.
fn rust(path: &str) -> String {
    path.replace('/', "::")
}
