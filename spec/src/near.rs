//! Names that are near a misspelt one.

use strsim::osa_distance;

/// The known names that are near `wrong`, nearest first, at most three. Case does not matter.
pub(crate) fn near<'n>(wrong: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let wrong = wrong.to_ascii_uppercase();
    let mut found = Vec::new();
    for name in known {
        let upper = name.to_ascii_uppercase();
        // One letter in five may be wrong, and one more; a name that only lacks its end is near as well.
        let allowed = 1 + wrong.chars().count().min(12) / 5;
        let distance = osa_distance(&wrong, &upper);
        if distance <= allowed && distance < wrong.chars().count() {
            found.push((distance, name));
        } else if wrong.len() > 3 && (upper.starts_with(&wrong) || wrong.starts_with(&upper) && upper.len() > 3) {
            found.push((allowed + 1, name));
        }
    }
    // The sort is stable: names of the same distance stay in the order in which they are known.
    found.sort_by_key(|(distance, _)| *distance);
    found.dedup_by_key(|(_, name)| *name);
    found.into_iter().map(|(_, name)| name).take(3).collect()
}

/// `a, b or c`, each as it is shown by `show`.
pub(crate) fn one_of<T>(names: &[T], show: impl Fn(&T) -> String) -> String {
    match names {
        [] => String::new(),
        [only] => show(only),
        [most @ .., last] => {
            let most: Vec<_> = most.iter().map(&show).collect();
            format!("{} or {}", most.join(", "), show(last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_come_nearest_first() {
        let known = ["AT+CWJAP_CUR", "AT+CWQAP", "AT+CWLAP", "AT+GMR"];
        assert_eq!(near("AT+CWLAP", known), ["AT+CWLAP", "AT+CWQAP"]);
        assert_eq!(near("at+cwjap", known), ["AT+CWQAP", "AT+CWLAP", "AT+CWJAP_CUR"]);
        assert_eq!(near("AT+MQTTCON", known), [""; 0]);
        assert_eq!(near("B", ["A"]), [""; 0]);
    }

    #[test]
    fn alternatives_read_as_a_sentence() {
        let show = |name: &&str| format!("`{name}`");
        assert_eq!(one_of::<&str>(&[], show), "");
        assert_eq!(one_of(&["a"], show), "`a`");
        assert_eq!(one_of(&["a", "b", "c"], show), "`a`, `b` or `c`");
    }
}
