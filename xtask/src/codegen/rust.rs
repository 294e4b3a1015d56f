//! Values that the interpreter read, as Rust expressions of the generated types.
//!
//! The same walk along a shape as in `types.rs`, with the values of one line at hand.

use super::names;
use crate::Failure;
use std::{collections::BTreeSet, slice};
use wizfi360_spec::{
    Spec,
    interpret::{Field, Slot, Value},
    model::*,
};

/// A field of a generated struct, and what it holds.
pub(crate) struct Named<'v> {
    ident: String,
    optional: bool,
    /// `None` for an optional field that is absent.
    node: Option<Node<'v>>,
}

enum Node<'v> {
    Scope(&'static str, Scope),
    Value(&'v Param, &'v Field<'v>, Option<&'v Domain>),
    Group { ty: String, fields: Vec<Named<'v>> },
    Choice { ty: String, variant: String, fields: Vec<Named<'v>> },
}

impl Named<'_> {
    /// The field that holds the scope.
    pub(crate) fn scope(ty: &'static str, scope: Scope) -> Self {
        Named { ident: "scope".into(), optional: false, node: Some(Node::Scope(ty, scope)) }
    }
}

/// The values of one request or line, in the order of the wire.
pub(crate) struct Values<'v> {
    spec: &'v Spec,
    /// What the paths of groups and choices begin with: `cwlap::Ap`.
    within: String,
    rest: slice::Iter<'v, Field<'v>>,
}

impl<'v> Values<'v> {
    /// The values of a request (`line` is empty) or of a line of the command with this module.
    pub(crate) fn new(spec: &'v Spec, module: &str, line: &str, fields: &'v [Field<'v>]) -> Self {
        Values { spec, within: format!("{module}::{line}"), rest: fields.iter() }
    }

    /// The fields of the struct that holds this list.
    pub(crate) fn list(&mut self, shape: &'v Shape) -> Result<Vec<Named<'v>>, Failure> {
        let mut fields = Vec::new();
        fields.extend(shape.lead.as_ref().map(|lead| self.param(lead, true)));
        fields.extend(shape.params.iter().map(|param| self.param(param, param.skip || param.when.is_some())));
        if let Some(choice) = &shape.choice {
            fields.push(self.choice(choice, false)?);
        }
        if let Some(tail) = &shape.tail {
            fields.push(self.tail(tail)?);
        }
        match fields.iter().find(|field| field.node.is_none() && !field.optional) {
            None => Ok(fields),
            Some(field) => Err(Failure::new(format!("no value for {}::{}", self.within, field.ident))),
        }
    }

    fn param(&mut self, param: &'v Param, optional: bool) -> Named<'v> {
        let is_next = |field: &&Field<'_>| matches!(field.param, Slot::Param(of) if std::ptr::eq(of, param));
        let domain = match &param.ty {
            Type::Of(name) => self.spec.domain(name),
            _ => None,
        };
        let node = self.rest.as_slice().first().filter(is_next).map(|field| Node::Value(param, field, domain));
        if node.is_some() {
            self.rest.next();
        }
        Named { ident: names::field(&param.name), optional, node }
    }

    fn choice(&mut self, choice: &'v Choice, optional: bool) -> Result<Named<'v>, Failure> {
        let mut node = None;
        if let Some(Slot::Tag(_, variant)) = self.rest.as_slice().first().map(|field| field.param) {
            self.rest.next();
            let ty = format!("{}{}", self.within, names::camel(&choice.name));
            let takes = choice.of.iter().find(|known| known.tag == variant.tag).map(|known| &known.takes);
            let fields = takes.map_or(Ok(Vec::new()), |takes| self.list(takes))?;
            node = Some(Node::Choice { ty, variant: names::camel(&variant.tag), fields });
        }
        Ok(Named { ident: names::field(&choice.name), optional, node })
    }

    fn tail(&mut self, tail: &'v Tail) -> Result<Named<'v>, Failure> {
        let takes = &tail.takes;
        match (&takes.lead, takes.params.as_slice(), &takes.choice, &takes.tail) {
            (None, [param], None, None) => Ok(self.param(param, true)),
            (None, [], Some(choice), None) => self.choice(choice, true),
            _ => {
                let ty = format!("{}{}", self.within, names::camel(&tail.name));
                let is_there = !self.rest.as_slice().is_empty();
                let node = if is_there { Some(Node::Group { ty, fields: self.list(takes)? }) } else { None };
                Ok(Named { ident: names::field(&tail.name), optional: true, node })
            }
        }
    }
}

/// The expression that builds a struct.
pub(crate) fn literal(ty: &str, fields: &[Named<'_>], imports: &mut Imports) -> String {
    let each = fields.iter().map(|field| {
        let value = match &field.node {
            None => "None".to_string(),
            Some(node) if field.optional => format!("Some({})", expression(node, imports)),
            Some(node) => expression(node, imports),
        };
        format!("{}: {value}", field.ident)
    });
    let each: Vec<_> = each.collect();
    if each.is_empty() { ty.to_string() } else { format!("{ty} {{ {} }}", each.join(", ")) }
}

fn expression(node: &Node<'_>, imports: &mut Imports) -> String {
    match node {
        Node::Scope(ty, scope) => imports.scope(ty, *scope),
        Node::Group { ty, fields } => literal(ty, fields, imports),
        Node::Choice { ty, variant, fields } => literal(&format!("{ty}::{variant}"), fields, imports),
        Node::Value(param, field, domain) => built(param, field, *domain, imports),
    }
}

/// The value as it is built for a request.
fn built(param: &Param, field: &Field<'_>, domain: Option<&Domain>, imports: &mut Imports) -> String {
    let plain = plain(field, domain, imports);
    let new = |ty: &str| format!("{ty}::new({plain}).unwrap()");
    let value = match (&param.ty, domain.map(|domain| &domain.is)) {
        (_, Some(Is::Int { .. } | Is::Str { .. } | Is::UnicastMac)) => new(imports.domain(domain)),
        (Type::Text, _) => new(imports.root("AtStr")),
        (Type::BareText, _) => new(imports.root("BareText")),
        (Type::Rest, _) => new(imports.root("Rest")),
        _ => plain.clone(),
    };
    if param.secret { format!("{}({value})", imports.root("Secret")) } else { value }
}

/// Statements that hold the fields of a parsed line against their values; absent ones are passed over.
pub(crate) fn assertions(of: &str, fields: &[Named<'_>], imports: &mut Imports) -> Result<Vec<String>, Failure> {
    let mut code = Vec::new();
    for field in fields {
        let unwrap = if field.optional { ".unwrap()" } else { "" };
        let place = format!("{of}.{}{unwrap}", field.ident);
        match &field.node {
            None => {}
            Some(Node::Scope(ty, scope)) => code.push(format!("assert_eq!({place}, {});", imports.scope(ty, *scope))),
            Some(Node::Value(param, value, domain)) => {
                let within = within(param, *domain);
                code.push(format!("assert_eq!({place}{within}, {});", plain(value, *domain, imports)));
            }
            Some(Node::Group { fields, .. }) => {
                code.push(format!("let {} = {place};", field.ident));
                code.extend(assertions(&field.ident, fields, imports)?);
            }
            Some(Node::Choice { ty, .. }) => {
                return Err(Failure::new(format!("{ty} is in a line: write in codegen/rust.rs how it is asserted")));
            }
        }
    }
    Ok(code)
}

/// What leads from a field of a line to a value that compares with a plain one.
fn within(param: &Param, domain: Option<&Domain>) -> &'static str {
    match domain.map(|domain| &domain.is) {
        Some(Is::Int { .. } | Is::Str { .. } | Is::UnicastMac) => ".get()",
        _ if param.secret => ".0",
        _ => "",
    }
}

/// The value without the type of its domain: `5`, `"text"`, `Ecn::Wpa2Psk`.
fn plain(field: &Field<'_>, domain: Option<&Domain>, imports: &mut Imports) -> String {
    match (&field.value, domain.map(|domain| &domain.is)) {
        (Value::Number(number), Some(Is::Enum(values))) => match values.iter().find(|known| known.value == *number) {
            Some(known) => format!("{}::{}", imports.domain(domain), names::camel(&known.name)),
            None => format!("{}::Other({number})", imports.root("Open")),
        },
        (Value::Number(_), Some(Is::Mask(_))) => {
            let ty = imports.domain(domain);
            let bits: Vec<_> = field.bits().iter().map(|bit| format!("{ty}::{}", names::constant(&bit.name))).collect();
            if bits.is_empty() { format!("{ty}::EMPTY") } else { bits.join(" | ") }
        }
        (Value::Word(text), Some(Is::Words { values, .. })) => {
            let word = values.iter().find(|word| word.text == *text).map_or(text.as_str(), Word::name);
            format!("{}::{}", imports.domain(domain), names::camel(word))
        }
        (Value::Number(number), _) => number.to_string(),
        (Value::Word(text), _) => format!("{text:?}"),
        (Value::Text(text), _) => format!("{:?}", String::from_utf8_lossy(text)),
        (Value::Ip(ip), _) => {
            imports.ip = true;
            let octets = ip.octets().map(|octet| octet.to_string());
            format!("Ipv4Addr::new({})", octets.join(", "))
        }
        (Value::Mac(octets), _) => {
            let octets = octets.map(|octet| format!("0x{octet:02x}"));
            format!("{}([{}])", imports.root("Mac"), octets.join(", "))
        }
    }
}

/// What the code of an example uses.
pub(crate) struct Imports {
    module: String,
    root: BTreeSet<&'static str>,
    domains: BTreeSet<String>,
    ip: bool,
}

impl Imports {
    pub(crate) fn of(command: &Command) -> Self {
        let root = BTreeSet::from(["Request"]);
        Imports { module: names::module(command), root, domains: BTreeSet::new(), ip: false }
    }

    /// Notes an item of the crate's root, and gives its name.
    pub(crate) fn root(&mut self, name: &'static str) -> &'static str {
        self.root.insert(name);
        name
    }

    fn domain<'d>(&mut self, domain: Option<&'d Domain>) -> &'d str {
        let name = domain.map_or("", |domain| domain.name.as_str());
        self.domains.insert(name.to_string());
        name
    }

    fn scope(&mut self, ty: &'static str, scope: Scope) -> String {
        format!("{}::{scope:?}", self.root(ty))
    }

    /// The `use` declarations.
    pub(crate) fn text(&self) -> String {
        let mut items: Vec<_> = self.root.iter().map(ToString::to_string).collect();
        items.push(format!("commands::{}", self.module));
        if !self.domains.is_empty() {
            items.push(format!("domains::{{{}}}", self.domains.iter().cloned().collect::<Vec<_>>().join(", ")));
        }
        let ip = if self.ip { "use std::net::Ipv4Addr;\n" } else { "" };
        format!("{ip}use wizfi360_proto::{{{}}};", items.join(", "))
    }
}
