//! Random values: only what the types let one build, with the edges more often than the rest.

use super::out::Out;
use wizfi360_spec::{Spec, model::*};

/// `generated/arbitrary.rs`.
pub(crate) fn emit(spec: &Spec, out: &mut Out) {
    out.line("use crate::arbitrary::{masked, ranged, texts};");
    let mut groups = [("ranged", Vec::new()), ("masked", Vec::new()), ("texts", Vec::new())];
    for (_, domain) in spec.all_domains() {
        let name = &domain.name;
        match &domain.is {
            Is::Int { .. } => groups[0].1.push(format!("{name};")),
            Is::Mask(_) => groups[1].1.push(format!("{name};")),
            Is::Str { or_empty, .. } => groups[2].1.push(format!("{name} {or_empty};")),
            Is::Enum(_) | Is::Words { .. } | Is::UnicastMac => {}
        }
    }
    for (name, lines) in groups {
        out.blank();
        out.block(format!("{name}!"), |out| lines.iter().for_each(|line| out.line(line)));
    }
}
