//! Old names of keys and values of the RON files.

/// Renamed keys and values: the struct, enum or variant that has it, the old name, the new one.
///
/// An old name does not load, so a spec has one spelling only. The error gives the new name.
#[rustfmt::skip]
const RENAMED: &[(&str, &str, &str)] = &[
    ("Command", "aliases", "search_terms"),
    ("Line", "also", "aliases"),
    ("Final", "also", "aliases"),
    ("ReasonText", "also", "aliases"),
    ("Line", "takes", "params"),
    ("Form", "takes", "params"),
    ("Tail", "takes", "params"),
    ("Variant", "takes", "params"),
    ("Shape", "params", "list"),
    ("Shape", "lead", "optional_first"),
    ("Choice", "of", "variants"),
    ("Param", "skip", "may_be_omitted"),
    ("Param", "when", "mask_bit"),
    ("MaskBit", "or_missing", "may_be_absent"),
    ("Type", "Of", "Domain"),
    ("Example", "talk", "dialogue"),
    ("Turn", "H", "Host"),
    ("Turn", "D", "Module"),
    ("Section", "examples", "exchanges"),
    ("Domain", "is", "kind"),
    ("Fact", "is", "value"),
    ("FactoryValue", "is", "value"),
    ("PrintedFactory", "is", "value"),
    ("Misprint", "is", "kind"),
    ("MisprintKind", "Twice", "Duplicate"),
    ("Form", "form", "kind"),
    ("Form", "glued", "no_equals"),
    ("Form", "unended", "no_line_ending"),
    ("Form", "ends", "finals"),
    ("Form", "printed_as", "printed_forms"),
    ("Counted", "accepted", "ok_before_prompt"),
    ("Counted", "until_plus", "until_escape"),
    ("Line", "apart", "blank_line_before"),
    ("Line", "word", "keyword"),
    ("Line", "suffix", "ending"),
    ("Final", "any", "ends_any"),
    ("Erratum", "we", "decision"),
    ("Erratum", "so", "consequence"),
    ("Erratum", "manual", "manual_source"),
    ("Decision", "Open", "Undecided"),
    ("Lexical", "line_end", "line_ending"),
    ("Lexical", "escaped", "escape_set"),
    ("Lexical", "forbidden", "forbidden_bytes"),
    ("Lexical", "longest_line", "max_line_length"),
    ("Lexical", "absent", "unsupported"),
];

/// Returns the new name of a key or value that was renamed.
pub(crate) fn new_name(outer: &str, old: &str) -> Option<&'static str> {
    let found = RENAMED.iter().find(|(of, name, _)| outer == *of && old == *name)?;
    Some(found.2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{load::read_ron, load_error::LoadError, model::*};

    /// The error for a text with the old name.
    fn error(of: &str, old: &str) -> LoadError {
        fn load<T: serde::de::DeserializeOwned>(text: String) -> LoadError {
            read_ron::<T>("x.ron", &text).map(|_| ()).expect_err(&text)
        }
        let key = format!("({old}: 0)");
        match of {
            "Command" => load::<Command>(key),
            "Line" => load::<Line>(key),
            "Final" => load::<Final>(key),
            "ReasonText" => load::<Lexical>(format!("(reasons: [(texts: [{key}])])")),
            "Form" => load::<Form>(key),
            "Tail" => load::<Tail>(key),
            "Variant" => load::<Variant>(key),
            "Shape" => load::<Shape>(key),
            "Choice" => load::<Choice>(key),
            "Param" => load::<Param>(key),
            "MaskBit" => load::<MaskBit>(key),
            "Type" => load::<Type>(format!("{old}(0)")),
            "Example" => load::<Example>(key),
            "Turn" => load::<Turn>(format!("{old}(0)")),
            "Section" => load::<Section>(key),
            "Domain" => load::<Domain>(key),
            "Fact" => load::<Fact<u16>>(key),
            "FactoryValue" => load::<FactoryValue>(key),
            "PrintedFactory" => load::<PrintedFactory>(key),
            "Misprint" => load::<Misprint>(key),
            "MisprintKind" => load::<MisprintKind>(format!("{old}(0)")),
            "Counted" => load::<Data>(format!("Counted{key}")),
            "Erratum" => load::<Erratum>(key),
            "Decision" => load::<Decision>(old.into()),
            "Lexical" => load::<Lexical>(key),
            _ => panic!("no text for `{of}`"),
        }
    }

    #[test]
    fn an_old_name_is_answered_with_the_new_one() {
        for (of, old, new) in RENAMED {
            let message = error(of, old).message;
            assert_eq!(message, format!("`{old}` is now `{new}`; rename it"), "{of}");
        }
    }
}
