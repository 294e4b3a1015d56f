//! Values that the interpreter read, as Rust expressions of the generated types.
//!
//! The same walk along a shape as in `types.rs`, with the values of one line at hand.

use super::{
    construct::Construction,
    names,
    types::{Field as RustField, Lowering, Presence, Side, Type as RustType},
};
use crate::Failure;
use std::{collections::BTreeSet, slice};
use wizfi360_spec::{
    Spec,
    interpret::{Field, FieldSpec, Value},
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
    /// What the names of groups and choices begin with: `Ap`.
    within: String,
    rest: slice::Iter<'v, Field<'v>>,
}

impl<'v> Values<'v> {
    /// The values of a request (`line` is empty) or of a line.
    pub(crate) fn new(spec: &'v Spec, line: &str, fields: &'v [Field<'v>]) -> Self {
        Values { spec, within: line.into(), rest: fields.iter() }
    }

    /// The fields of the struct that holds this list.
    pub(crate) fn list(&mut self, shape: &'v Shape) -> Result<Vec<Named<'v>>, Failure> {
        let mut fields = self.without_tail(shape)?;
        let mut next = &shape.tail;
        while let Some(tail) = next {
            fields.push(self.tail(tail)?);
            next = &tail.params.tail;
        }
        Ok(fields)
    }

    fn without_tail(&mut self, shape: &'v Shape) -> Result<Vec<Named<'v>>, Failure> {
        let mut fields = Vec::new();
        fields.extend(shape.optional_first.as_ref().map(|lead| self.param(lead, true)));
        fields
            .extend(shape.list.iter().map(|param| self.param(param, param.may_be_omitted || param.mask_bit.is_some())));
        if let Some(choice) = &shape.choice {
            fields.push(self.choice(choice, false)?);
        }
        match fields.iter().find(|field| field.node.is_none() && !field.optional) {
            None => Ok(fields),
            Some(field) => Err(Failure::new(format!("no value for {}{}", self.within, field.ident))),
        }
    }

    fn param(&mut self, param: &'v Param, optional: bool) -> Named<'v> {
        let is_next = |field: &&Field<'_>| matches!(field.param, FieldSpec::Param(of) if std::ptr::eq(of, param));
        let domain = match &param.ty {
            Type::Domain(name) => self.spec.domain(name),
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
        if let Some(FieldSpec::Tag(_, variant)) = self.rest.as_slice().first().map(|field| field.param) {
            self.rest.next();
            let ty = format!("{}{}", self.within, names::camel(&choice.name));
            let takes = choice.variants.iter().find(|known| known.tag == variant.tag).map(|known| &known.params);
            let fields = takes.map_or(Ok(Vec::new()), |takes| self.list(takes))?;
            node = Some(Node::Choice { ty, variant: names::camel(&variant.tag), fields });
        }
        Ok(Named { ident: names::field(&choice.name), optional, node })
    }

    fn tail(&mut self, tail: &'v Tail) -> Result<Named<'v>, Failure> {
        let takes = &tail.params;
        match (&takes.optional_first, takes.list.as_slice(), &takes.choice) {
            (None, [param], None) => Ok(self.param(param, true)),
            (None, [], Some(choice)) => self.choice(choice, true),
            _ => {
                let ty = format!("{}{}", self.within, names::camel(&tail.name));
                let is_there = !self.rest.as_slice().is_empty();
                let node = if is_there { Some(Node::Group { ty, fields: self.without_tail(takes)? }) } else { None };
                Ok(Named { ident: names::field(&tail.name), optional: true, node })
            }
        }
    }
}

/// The generated types of a request or a line, and how each is built.
pub(crate) struct Types<'v> {
    spec: &'v Spec,
    module: String,
    own: RustType<'v>,
    parts: Vec<RustType<'v>>,
}

impl<'v> Types<'v> {
    /// Those of a request, with its scope.
    pub(crate) fn of_request(spec: &'v Spec, module: &str, form: &'v Form, scope: Option<RustField>) -> Self {
        let lowering = Lowering { spec, side: Side::Request, within: "", rules: &form.rules, types: Vec::new() };
        Self::new(spec, module, format!("{:?}", form.kind), lowering, &form.params, scope)
    }

    /// Those of a line, with its scope.
    pub(crate) fn of_line(spec: &'v Spec, module: &str, line: &'v Line, scope: Option<RustField>) -> Self {
        let lowering = Lowering { spec, side: Side::Line, within: &line.name, rules: &[], types: Vec::new() };
        Self::new(spec, module, line.name.clone(), lowering, &line.params, scope)
    }

    fn new(
        spec: &'v Spec,
        module: &str,
        name: String,
        mut lowering: Lowering<'v>,
        shape: &Shape,
        scope: Option<RustField>,
    ) -> Self {
        let (mut fields, rules) = lowering.own(shape);
        fields.splice(0..0, scope);
        let own = RustType::Struct { name, docs: Vec::new(), fields, side: lowering.side, rules };
        Types { spec, module: module.into(), own, parts: lowering.types }
    }

    /// The expression that builds the request or line.
    pub(crate) fn value(&self, fields: &[Named<'_>], imports: &mut Imports) -> Result<String, Failure> {
        self.built_struct(&self.own, fields, imports)
    }

    /// Statements that hold the fields of a parsed line against their values; absent ones are passed over.
    pub(crate) fn assertions(
        &self,
        of: &str,
        fields: &[Named<'_>],
        imports: &mut Imports,
    ) -> Result<Vec<String>, Failure> {
        self.asserted(&self.own, of, fields, imports)
    }

    fn part(&self, name: &str) -> Option<&RustType<'v>> {
        self.parts.iter().find(|part| matches!(part, RustType::Struct { name: known, .. } if known == name))
    }

    fn built_struct(&self, ty: &RustType<'_>, fields: &[Named<'_>], imports: &mut Imports) -> Result<String, Failure> {
        let RustType::Struct { name, fields: own, side, rules, .. } = ty else {
            return Err(Failure::new("a choice is no struct"));
        };
        let path = format!("{}::{name}", self.module);
        match Construction::of(self.spec, *side, own, rules)? {
            None => self.literal(&path, fields, imports),
            Some(built) => self.constructed(&path, own, fields, &built, imports),
        }
    }

    /// A struct with public fields.
    fn literal(&self, ty: &str, fields: &[Named<'_>], imports: &mut Imports) -> Result<String, Failure> {
        let mut each = Vec::new();
        for field in fields {
            let value = match &field.node {
                None => "None".to_string(),
                Some(node) if field.optional => format!("Some({})", self.expression(node, imports)?),
                Some(node) => self.expression(node, imports)?,
            };
            each.push(format!("{}: {value}", field.ident));
        }
        Ok(if each.is_empty() { ty.to_string() } else { format!("{ty} {{ {} }}", each.join(", ")) })
    }

    /// A struct with private fields: a constructor, then a setter for each that is given besides.
    fn constructed(
        &self,
        path: &str,
        own: &[RustField],
        fields: &[Named<'_>],
        built: &Construction<'_>,
        imports: &mut Imports,
    ) -> Result<String, Failure> {
        let no_value = |at: usize| Failure::new(format!("{path} has no value for `{}`", own[at].ident));
        let constructor = built.constructor(|at| variant(fields.get(at)?.node.as_ref()?));
        let constructor =
            constructor.ok_or_else(|| Failure::new(format!("{path} has no constructor for this value")))?;
        let mut call = |name: &str, takes: &[usize], is_fallible: bool| {
            let mut args = Vec::new();
            for at in takes {
                let node = fields.get(*at).and_then(|field| field.node.as_ref()).ok_or_else(|| no_value(*at))?;
                args.push(self.expression(node, imports)?);
            }
            let sign = if is_fallible { "?" } else { "" };
            Ok::<_, Failure>(format!("{name}({}){sign}", args.join(", ")))
        };
        let mut code = call(&format!("{path}::{}", constructor.name), &constructor.takes, constructor.is_fallible)?;
        let is_given = |at: usize| fields.get(at).is_some_and(|field| field.node.is_some());
        let is_tail = |at: usize| own[at].presence == Presence::Tail;
        let last = (0..own.len()).rev().find(|at| is_tail(*at) && is_given(*at));
        for setter in &built.setters {
            let is_needed = is_given(setter.field) && (!is_tail(setter.field) || Some(setter.field) == last);
            if is_needed && !constructor.takes.contains(&setter.field) {
                let takes: Vec<_> = setter.before.iter().copied().chain([setter.field]).collect();
                code += &call(&format!(".{}", setter.name(own)), &takes, setter.is_fallible)?;
            }
        }
        Ok(code)
    }

    fn expression(&self, node: &Node<'_>, imports: &mut Imports) -> Result<String, Failure> {
        Ok(match node {
            Node::Scope(ty, scope) => imports.scope(ty, *scope),
            Node::Group { ty, fields } => match self.part(ty) {
                Some(part) => self.built_struct(part, fields, imports)?,
                None => self.literal(&format!("{}::{ty}", self.module), fields, imports)?,
            },
            Node::Choice { ty, variant, fields } => {
                let path = format!("{}::{ty}::{variant}", self.module);
                match self.part(&format!("{ty}{variant}")) {
                    Some(record) => format!("{path}({})", self.built_struct(record, fields, imports)?),
                    None => self.literal(&path, fields, imports)?,
                }
            }
            Node::Value(param, field, domain) => built(param, field, *domain, imports),
        })
    }

    fn asserted(
        &self,
        ty: &RustType<'_>,
        of: &str,
        fields: &[Named<'_>],
        imports: &mut Imports,
    ) -> Result<Vec<String>, Failure> {
        let RustType::Struct { fields: own, side, rules, .. } = ty else {
            return Err(Failure::new("a choice is no struct"));
        };
        let construction = Construction::of(self.spec, *side, own, rules)?;
        let mut code = Vec::new();
        for (field, rust) in fields.iter().zip(own) {
            let unwrap = if field.optional { ".unwrap()" } else { "" };
            let place = match &construction {
                None => format!("{of}.{}{unwrap}", field.ident),
                Some(built) => format!("{of}.{}(){unwrap}", built.getter(rust)),
            };
            match &field.node {
                None => {}
                Some(Node::Scope(ty, scope)) => {
                    code.push(format!("assert_eq!({place}, {});", imports.scope(ty, *scope)));
                }
                Some(Node::Value(param, value, domain)) => {
                    let within = within(param, *domain);
                    code.push(format!("assert_eq!({place}{within}, {});", plain(value, *domain, imports)));
                }
                Some(Node::Group { ty, fields }) => {
                    let Some(part) = self.part(ty) else { return Err(Failure::new(format!("{ty} is no struct"))) };
                    code.push(format!("let {} = {place};", field.ident));
                    code.extend(self.asserted(part, &field.ident, fields, imports)?);
                }
                Some(Node::Choice { ty, .. }) => {
                    return Err(Failure::new(format!(
                        "{ty} is in a line: write in codegen/rust.rs how it is asserted"
                    )));
                }
            }
        }
        Ok(code)
    }
}

/// The variant of an enum that a value is.
fn variant(node: &Node<'_>) -> Option<String> {
    match node {
        Node::Value(_, field, Some(Domain { kind: DomainKind::Enum(values), .. })) => {
            let known = values.iter().find(|known| field.value == Value::Number(known.value))?;
            Some(names::camel(&known.name))
        }
        _ => None,
    }
}

/// The value as it is built for a request.
fn built(param: &Param, field: &Field<'_>, domain: Option<&Domain>, imports: &mut Imports) -> String {
    let plain = plain(field, domain, imports);
    let new = |ty: &str| format!("{ty}::new({plain}).unwrap()");
    let value = match (&param.ty, domain.map(|domain| &domain.kind)) {
        (_, Some(DomainKind::Int { .. } | DomainKind::Str { .. } | DomainKind::UnicastMac)) => {
            new(imports.domain(domain))
        }
        (Type::Text, _) => new(imports.root("AtStr")),
        (Type::BareText, _) => new(imports.root("BareText")),
        (Type::Rest, _) => new(imports.root("Rest")),
        _ => plain.clone(),
    };
    if param.secret { format!("{}({value})", imports.root("Secret")) } else { value }
}

/// What leads from a field of a line to a value that compares with a plain one.
fn within(param: &Param, domain: Option<&Domain>) -> &'static str {
    match domain.map(|domain| &domain.kind) {
        Some(DomainKind::Int { .. } | DomainKind::Str { .. } | DomainKind::UnicastMac) => ".get()",
        _ if param.secret => ".0",
        _ => "",
    }
}

/// The value without the type of its domain: `5`, `"text"`, `Ecn::Wpa2Psk`.
fn plain(field: &Field<'_>, domain: Option<&Domain>, imports: &mut Imports) -> String {
    match (&field.value, domain.map(|domain| &domain.kind)) {
        (Value::Number(number), Some(DomainKind::Enum(values))) => {
            match values.iter().find(|known| known.value == *number) {
                Some(known) => format!("{}::{}", imports.domain(domain), names::camel(&known.name)),
                None => format!("{}::Other({number})", imports.root("Open")),
            }
        }
        (Value::Number(_), Some(DomainKind::Mask(_))) => {
            let ty = imports.domain(domain);
            let bits: Vec<_> = field.bits().iter().map(|bit| format!("{ty}::{}", names::constant(&bit.name))).collect();
            if bits.is_empty() { format!("{ty}::EMPTY") } else { bits.join(" | ") }
        }
        (Value::Word(text), Some(DomainKind::Words { values, .. })) => {
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
