//! The list of all public names: a name that a rule of casing got wrong shows here in review.

use std::fmt::Write;
use syn::{Fields, Item, Visibility};

/// The public names of a generated file, one a line.
pub(crate) fn names(path: &str, text: &str, out: &mut String) {
    let Ok(file) = syn::parse_file(text) else { return };
    let _ = writeln!(out, "\n[{path}]");
    items(&file.items, "", out);
}

fn items(items: &[Item], within: &str, out: &mut String) {
    for item in items {
        match item {
            Item::Mod(module) if public(&module.vis) => {
                if let Some((_, inner)) = &module.content {
                    self::items(inner, &format!("{within}{}::", module.ident), out);
                }
            }
            Item::Struct(item) if public(&item.vis) => {
                let _ = writeln!(out, "{within}{}{}", item.ident, fields(&item.fields));
            }
            Item::Enum(item) if public(&item.vis) => {
                for variant in &item.variants {
                    let _ = writeln!(out, "{within}{}::{}{}", item.ident, variant.ident, fields(&variant.fields));
                }
            }
            Item::Const(item) if public(&item.vis) => {
                let _ = writeln!(out, "{within}{}", item.ident);
            }
            _ => {}
        }
    }
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn fields(fields: &Fields) -> String {
    let names: Vec<_> = fields.iter().filter_map(|field| field.ident.as_ref()).map(ToString::to_string).collect();
    if names.is_empty() { String::new() } else { format!(" {{ {} }}", names.join(", ")) }
}
