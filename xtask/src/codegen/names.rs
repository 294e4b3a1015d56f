//! From the manual's words to Rust identifiers.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use wizfi360_spec::model::{Command, Form, FormKind};

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
    let (name, suffix) = wire(command);
    debug_assert!(!suffix.is_empty());
    let base = name.strip_prefix("AT").unwrap_or(&name).trim_start_matches('+');
    if base.is_empty() {
        "AT".into()
    } else if name.contains('+') {
        base.into()
    } else {
        name
    }
}

/// The name as typed without a scope's suffix, and the suffixes: `AT+CWJAP`, `["_CUR", "_DEF", ""]`.
pub(crate) fn wire(command: &Command) -> (String, Vec<&'static str>) {
    let suffixes: Vec<_> = command.names.iter().map(|name| name.scope.map_or("", |scope| scope.suffix())).collect();
    let first = command.names.first().map_or("", |name| &name.name);
    let name = first.strip_suffix(suffixes.first().copied().unwrap_or("")).unwrap_or(first);
    (name.to_string(), suffixes)
}

/// The suffixes under which a command has a form.
pub(crate) fn suffixes(command: &Command, form: &Form) -> Vec<&'static str> {
    let names = command.names.iter().filter(|name| form.applies_to(name));
    names.map(|name| name.scope.map_or("", |scope| scope.suffix())).collect()
}

/// The module of a command: `cwjap`.
pub(crate) fn module(command: &Command) -> String {
    field(&base(command).to_lowercase())
}

/// The variant of a form in enums of all forms: `CwjapSet`.
pub(crate) fn variant(command: &Command, kind: FormKind) -> String {
    format!("{}{kind:?}", camel(&base(command).to_lowercase()))
}
