//! Deliberate faults by their names.

use crate::end::{Failure, Mistake};
use wizfi360_reference::suggest::nearest;
use wizfi360_sim::Deviation;

/// The deviations of these names.
pub(super) fn named(names: &[String]) -> Result<Vec<Deviation>, Failure> {
    let (mut found, mut mistakes) = (Vec::new(), Vec::new());
    for name in names {
        match name.parse() {
            Ok(deviation) => found.push(deviation),
            Err(_) => mistakes.push(unknown(name)),
        }
    }
    if mistakes.is_empty() { Ok(found) } else { Err(Failure::Wrong(mistakes)) }
}

/// All of them, a line each.
pub(super) fn list() -> String {
    let width = Deviation::all().map(|deviation| deviation.name().len()).max().unwrap_or(0);
    Deviation::all().map(|deviation| format!("{:width$}  {}\n", deviation.name(), deviation.wrong())).collect()
}

fn unknown(name: &str) -> Mistake {
    let near = nearest(name, Deviation::all().map(|deviation| deviation.name()));
    let way_out = match near.as_slice() {
        [] => "`wizfi360 sim --print-deviations` lists all.".into(),
        near => format!("Did you mean {}? `wizfi360 sim --print-deviations` lists all.", near.join(", ")),
    };
    Mistake::new(format!("`--deviate {name}`: there is no deviation of that name"), way_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_there_is_answered_with_those_that_are_near() {
        assert_eq!(named(&["ok-lost".into(), "error-lost".into()]).unwrap().len(), 2);
        let Err(Failure::Wrong(mistakes)) = named(&["ok-los".into(), "nothing-like-it".into()]) else { panic!() };
        assert_eq!(mistakes.len(), 2);
        assert!(format!("{mistakes:?}").contains("Did you mean ok-lost"), "{mistakes:?}");
    }

    #[test]
    fn the_list_has_a_line_for_each() {
        assert_eq!(list().lines().count(), Deviation::all().count());
        assert!(list().lines().any(|line| line.starts_with("ok-lost ") && line.ends_with("  `OK` does not come.")));
    }
}
