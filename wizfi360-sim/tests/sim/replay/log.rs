//! A recorded dialogue as turns: what the host says, and all that the module says until the host speaks again. The format is that of
//! `docs/log-format.md`, as far as the fixtures use it.

/// What the host says, and the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Turn {
    pub(crate) host: Vec<u8>,
    pub(crate) module: Vec<u8>,
}

/// The turns of a log. The first has no host if the module speaks first.
pub(crate) fn turns(log: &str) -> Vec<Turn> {
    let mut turns = vec![Turn::default()];
    for line in log.lines() {
        if let Some(text) = line.strip_prefix(">>") {
            turns.push(Turn { host: bytes(text), module: Vec::new() });
        } else if let (Some(text), Some(turn)) = (line.strip_prefix("<<"), turns.last_mut()) {
            turn.module.extend(bytes(text));
        }
    }
    turns.retain(|turn| *turn != Turn::default());
    turns
}

/// The bytes of a line: a literal of Python stands for exactly its bytes, anything else for itself and CR LF, but for the prompt.
fn bytes(text: &str) -> Vec<u8> {
    let text = text.strip_prefix(' ').unwrap_or(text);
    let text = match text.strip_prefix('(').and_then(|stamped| stamped.split_once(')')) {
        Some((stamp, behind)) if stamp.contains(':') => behind.strip_prefix(' ').unwrap_or(behind),
        _ => text,
    };
    let literal = text.strip_prefix("b'").or_else(|| text.strip_prefix('\''));
    if let Some(inside) = literal.and_then(|literal| literal.strip_suffix('\'')) {
        return inside.replace("\\r", "\r").replace("\\n", "\n").into_bytes();
    }
    let end = if text.ends_with('>') { "" } else { "\r\n" };
    format!("{text}{end}").into_bytes()
}
