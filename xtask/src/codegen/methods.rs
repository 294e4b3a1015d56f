//! The methods of a struct with private fields: constructors, setters, getters.

use super::{
    construct::{Construction, Constructor, Setter},
    out::Out,
    rules,
    types::{Field, Presence},
};

/// The `impl` of a struct, and its random values.
pub(crate) fn emit(name: &str, fields: &[Field], built: &Construction<'_>, out: &mut Out) {
    let lifetime = if name.ends_with("<'a>") { "<'a>" } else { "" };
    out.block(format!("impl{lifetime} {name}"), |out| {
        for of in &built.constructors {
            constructor(of, fields, built, out);
            out.blank();
        }
        for of in &built.setters {
            setter(of, fields, built, out);
            out.blank();
        }
        for (at, field) in fields.iter().enumerate() {
            if at > 0 {
                out.blank();
            }
            let getter = built.getter(field);
            out.docs(&field.docs);
            out.block(format!("pub const fn {getter}(&self) -> {}", field.full_type()), |out| {
                out.line(format!("self.{}", field.ident));
            });
        }
        if !built.rules.is_empty() {
            out.blank();
            rules::emit(fields, &built.rules, out);
        }
    });
    out.blank();
    arbitrary(name, fields, built, out);
}

fn constructor(of: &Constructor, fields: &[Field], built: &Construction<'_>, out: &mut Out) {
    let fixed = of.fixed.as_ref().map(|(at, variant)| (*at, format!("{}::{variant}", fields[*at].ty)));
    let what = match (&fixed, of.takes.as_slice()) {
        (Some((_, value)), _) => format!("Creates it with [`{value}`] and what that requires."),
        (None, []) => "Creates it without parameters.".into(),
        (None, takes) if takes.len() == fields.len() => "Creates it.".into(),
        (None, _) => "Creates it with the required parameters alone.".into(),
    };
    docs(what, of.is_fallible, built, out);
    let value = |at: usize, field: &Field| match &fixed {
        Some((by, value)) if *by == at => format!("{}: {value}", field.ident),
        _ if !of.takes.contains(&at) => format!("{}: None", field.ident),
        _ if field.presence == Presence::Required => field.ident.clone(),
        _ => format!("{}: Some({})", field.ident, field.ident),
    };
    let values: Vec<_> = fields.iter().enumerate().map(|(at, field)| value(at, field)).collect();
    let head = head(&of.name, "", &of.takes, fields, of.is_fallible, built);
    out.block(head, |out| {
        let check = if of.is_fallible { ".check()" } else { "" };
        out.line(format!("Self {{ {} }}{check}", values.join(", ")));
    });
}

fn setter(of: &Setter, fields: &[Field], built: &Construction<'_>, out: &mut Out) {
    let names = |of: &[usize]| of.iter().map(|at| shown(&fields[*at])).collect::<Vec<_>>().join(", ");
    let mut what = format!("Sets {}", shown(&fields[of.field]));
    if !of.before.is_empty() {
        what += &format!(", with {} before it", names(&of.before));
    }
    what += ".";
    if !of.after.is_empty() {
        what += &format!(" The list ends with it: removes {}.", names(&of.after));
    }
    docs(what, of.is_fallible, built, out);
    let takes: Vec<_> = of.before.iter().copied().chain([of.field]).collect();
    out.block(head(&of.name(fields), "mut self, ", &takes, fields, of.is_fallible, built), |out| {
        for at in &takes {
            let ident = &fields[*at].ident;
            out.line(format!("self.{ident} = Some({ident});"));
        }
        for at in &of.after {
            out.line(format!("self.{} = None;", fields[*at].ident));
        }
        out.line(if of.is_fallible { "self.check()" } else { "self" });
    });
}

/// `pub const fn with_bssid(mut self, bssid: Mac) -> Self`
fn head(
    name: &str,
    receiver: &str,
    takes: &[usize],
    fields: &[Field],
    is_fallible: bool,
    built: &Construction<'_>,
) -> String {
    let args: Vec<_> = takes.iter().map(|at| format!("{}: {}", fields[*at].ident, fields[*at].ty)).collect();
    let returns = if is_fallible { "Result<Self, RuleViolation>" } else { "Self" };
    let is_const = !is_fallible || built.rules.iter().all(|rule| rule.is_const(fields));
    let constness = if is_const { "const " } else { "" };
    format!("pub {constness}fn {name}({receiver}{}) -> {returns}", args.join(", ")).replace(", )", ")")
}

fn docs(what: String, is_fallible: bool, built: &Construction<'_>, out: &mut Out) {
    let mut docs = vec![what];
    if is_fallible {
        docs.extend(["", "# Errors", ""].map(String::from));
        match built.rules.as_slice() {
            [rule] => docs.push(format!("[`RuleViolation`], unless {}.", rule.doc())),
            rules => {
                docs.extend(["[`RuleViolation`], unless all of these hold:".into(), String::new()]);
                docs.extend(rules.iter().map(|rule| format!("- {}", rule.doc())));
            }
        }
    }
    out.docs(&docs);
}

/// A field by the manual's word: `<bssid>`; a struct of several by its name.
fn shown(field: &Field) -> String {
    match field.params.as_slice() {
        [only] if only.member.is_none() => format!("`<{}>`", only.name),
        _ => format!("`{}`", field.ident),
    }
}

/// Random values of it: what is optional at the end has no gap, and the rules hold.
fn arbitrary(name: &str, fields: &[Field], built: &Construction<'_>, out: &mut Out) {
    let idents = |is_tail: bool| {
        let of = fields.iter().filter(|field| (field.presence == Presence::Tail) == is_tail);
        of.map(|field| field.ident.as_str()).collect::<Vec<_>>().join(", ")
    };
    let how = if built.rules.is_empty() { "constructed" } else { "checked" };
    out.line("#[cfg(feature = \"arbitrary\")]");
    out.line(format!("crate::arbitrary::{how}! {{ {name} {{ {}; {} }} }}", idents(false), idents(true)));
}
