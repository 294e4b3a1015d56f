//! From the manual's words to Rust identifiers.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use wizfi360_spec::model::{Command, Form, FormKind, Name};

/// `remote port` becomes `remote_port`; keywords are written raw.
pub(crate) fn field(name: &str) -> String {
    // heck takes the capital inside for the beginning of a word.
    let name = name.replace("QoS", "Qos").to_snake_case();
    if syn::parse_str::<syn::Ident>(&name).is_ok() { name } else { format!("r#{name}") }
}

/// `WPA2_PSK` becomes `Wpa2Psk`.
pub(crate) fn camel(name: &str) -> String {
    name.to_upper_camel_case()
}

/// `ssid hidden` becomes `SSID_HIDDEN`.
pub(crate) fn constant(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// The command's name without `AT` and scope: `CWJAP`, `AT` for the bare one.
pub(crate) fn base(command: &Command) -> String {
    let name = command.base();
    let base = name.strip_prefix("AT").unwrap_or(name).trim_start_matches('+');
    if base.is_empty() {
        "AT".into()
    } else if name.contains('+') {
        base.into()
    } else {
        name.into()
    }
}

/// The suffixes under which a command has a form.
pub(crate) fn suffixes(command: &Command, form: &Form) -> Vec<&'static str> {
    let names = command.names.iter().filter(|name| form.applies_to(name));
    names.map(Name::suffix).collect()
}

/// The module of a command: `cwjap`.
pub(crate) fn module(command: &Command) -> String {
    field(&base(command).to_lowercase())
}

/// The variant of a form in enums of all forms: `CwjapSet`.
pub(crate) fn variant(command: &Command, kind: FormKind) -> String {
    format!("{}{kind:?}", camel(&base(command).to_lowercase()))
}
