//! What an ELF file tells of an image.

use crate::Failure;
use object::{File, Object, ObjectSection, ObjectSymbol, SectionKind, SymbolKind};
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

/// An image that was linked.
pub(super) struct Image {
    /// Bytes of code.
    pub(super) text: u64,
    /// Bytes of constants, and of initial values.
    pub(super) rodata: u64,
    /// Bytes of the code that belongs to the compiler: copies, comparisons, divisions.
    pub(super) runtime: u64,
    /// Functions with how many bytes they take, the largest first.
    functions: Vec<(String, u64)>,
    /// The constants, each section with its address.
    constants: Vec<(u64, Vec<u8>)>,
}

impl Image {
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let wrong = |error: object::Error| Failure::new(format!("{}: {error}", path.display()));
        let data = fs::read(path).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        let file = File::parse(&*data).map_err(wrong)?;
        let (mut text, mut constants) = (0, Vec::new());
        for section in file.sections() {
            match section.kind() {
                SectionKind::Text => text += section.size(),
                SectionKind::ReadOnlyData | SectionKind::ReadOnlyString | SectionKind::Data => {
                    constants.push((section.address(), section.data().map_err(wrong)?.to_vec()));
                }
                // Neither memory that begins with zeros, nor tables for unwinding, which a firmware leaves out.
                _ => {}
            }
        }
        let rodata = constants.iter().map(|(_, bytes)| bytes.len() as u64).sum();
        Ok(Image { text, rodata, runtime: runtime(&file), functions: functions(&file), constants })
    }

    /// The functions that take most.
    pub(super) fn largest(&self, count: usize) -> String {
        let mut list = String::new();
        for (name, bytes) in self.functions.iter().take(count) {
            let _ = writeln!(list, "  {bytes:>6}  {name}");
        }
        list
    }

    /// Where it can panic, as far as it keeps the places: each is the address and the length of a file's name, a line
    /// and a column, four words in a row.
    pub(super) fn places(&self) -> Vec<String> {
        let mut places = Vec::new();
        for (_, bytes) in &self.constants {
            let words: Vec<_> = bytes
                .chunks_exact(4)
                .map(|word| word.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
                .collect();
            for place in words.windows(4) {
                let [name, len, line, column] = place else { continue };
                if let Some(name) = self.text_at(*name, *len).filter(|name| name.ends_with(".rs")) {
                    places.push(format!("{name}:{line}:{column}"));
                }
            }
        }
        places
    }

    fn text_at(&self, address: u64, len: u64) -> Option<&str> {
        let (start, bytes) =
            self.constants.iter().find(|(start, bytes)| (*start..*start + bytes.len() as u64).contains(&address))?;
        let from = usize::try_from(address - start).ok()?;
        let text = bytes.get(from..)?.get(..usize::try_from(len).ok()?)?;
        std::str::from_utf8(text).ok()
    }
}

/// Bytes of compiler_builtins. A function may have several names.
fn runtime(file: &File<'_>) -> u64 {
    let symbols = file.symbols().filter(|symbol| symbol.kind() == SymbolKind::Text);
    let of_compiler = symbols.filter(|symbol| is_runtime(symbol.name().unwrap_or("?")));
    of_compiler.map(|symbol| (symbol.address(), symbol.size())).collect::<BTreeMap<_, _>>().values().sum()
}

/// `memcpy`, `__aeabi_memcpy4`, `__udivsi3`, and what they call.
fn is_runtime(symbol: &str) -> bool {
    const NAMES: [&str; 5] = ["memcpy", "memmove", "memset", "memcmp", "bcmp"];
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    NAMES.contains(&&*name) || name.starts_with("__") || name.starts_with("compiler_builtins::")
}

/// All functions; those of one name, as for several types, are one entry.
fn functions(file: &File<'_>) -> Vec<(String, u64)> {
    let mut sizes = BTreeMap::new();
    for symbol in file.symbols().filter(|symbol| symbol.kind() == SymbolKind::Text) {
        let name = format!("{:#}", rustc_demangle::demangle(symbol.name().unwrap_or("?")));
        *sizes.entry(name).or_insert(0) += symbol.size();
    }
    let mut functions: Vec<_> = sizes.into_iter().collect();
    functions.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    functions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_is_what_the_compiler_calls() {
        for name in ["memcpy", "__aeabi_memcpy4", "__udivsi3", "_ZN17compiler_builtins3mem6memcpy17h0123456789abcdefE"]
        {
            assert!(is_runtime(name), "{name}");
        }
        assert!(!is_runtime("_start"));
        assert!(!is_runtime("_ZN14wizfi360_proto4wire4scan4find17h0123456789abcdefE"));
    }
}
