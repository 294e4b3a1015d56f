//! Every form in lower case, and every form without parameters with something behind it.

use super::Case;
use crate::{
    check::{CaseKind, Expect, Of, Step, forms},
    edges,
};
use wizfi360_spec::model::{FormKind, Source};

pub(super) fn add<'s>(requests: &[(Of<'s>, edges::Case<'s>)], cases: &mut Vec<Case<'s>>) {
    for (of, edge) in requests {
        let Of { name, form, .. } = *of;
        if edge.param.is_some()
            || !edge.id.ends_with("/shortest")
            || edge.id.matches('/').count() > 2 + usize::from(form.params.choice.is_some())
        {
            continue;
        }
        let of = *of;
        // Of several alternatives the first.
        let is_another = |case: &Case<'_>| {
            case.kind == CaseKind::Spelling
                && case.of.is_some_and(|other| std::ptr::eq(other.form, form) && std::ptr::eq(other.name, name))
        };
        if cases.iter().rev().take(2).any(is_another) {
            continue;
        }
        let id = format!("{}/{}", edges::section_of(name), of.kind());
        let end = edge.text.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(edge.text.len());
        let lower = [edge.text[..end].to_ascii_lowercase(), edge.text[end..].to_vec()].concat();
        cases.push(case(
            of,
            format!("{id}/lower-case"),
            lower,
            &edge.text,
            "in lower case",
            Source::Manual("2.1".into(), 4),
        ));
        if matches!(form.kind, FormKind::Query | FormKind::Test) && name.name != "AT" {
            let more = [edge.text.as_slice(), b"1"].concat();
            cases.push(case(
                of,
                format!("{id}/one-more"),
                more,
                &edge.text,
                "with something behind it",
                Source::Manual("2.2".into(), 5),
            ));
        }
    }
}

fn case<'s>(of: Of<'s>, id: String, line: Vec<u8>, right: &[u8], how: &str, source: Source) -> Case<'s> {
    Case {
        section: edges::section_of(of.name).into(),
        of: Some(of),
        command: of.name.name.clone(),
        kind: CaseKind::Spelling,
        title: format!("{} ({}) {how} is refused: `{}`.", of.name.name, of.kind(), line.escape_ascii()),
        positive: false,
        source,
        errata: Vec::new(),
        risks: Vec::new(),
        needs: forms::needs(of, right),
        steps: vec![Step::Ask { line, of: Some(of), expect: Expect::Malformed }],
        id,
    }
}
