//! Names similar to one that is not known.

use strsim::osa_distance;

/// How many names are suggested.
const MAX_SUGGESTIONS: usize = 5;

/// Returns at most five of the names, the most similar first; none that is far from `typed`. Case does not matter.
///
/// ```
/// use wizfi360_reference::suggest::nearest;
///
/// assert_eq!(nearest("at+cwlpa", ["AT+CWJAP_CUR", "AT+CWLAP", "AT+GMR"]), ["AT+CWLAP"]);
/// ```
pub fn nearest<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let typed = typed.to_ascii_lowercase();
    let allowed = 1 + typed.chars().count().min(16) / 4;
    let mut found: Vec<(usize, &str)> = Vec::new();
    for name in names {
        let lower = name.to_ascii_lowercase();
        let is_part = typed.len() > 2 && (lower.contains(&typed) || (lower.len() > 3 && typed.contains(&lower)));
        let distance = match osa_distance(&typed, &lower) {
            near if near <= allowed => near,
            _ if is_part => allowed + 1,
            _ => continue,
        };
        if found.iter().all(|(_, known)| *known != name) {
            found.push((distance, name));
        }
    }
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, name)| name).take(MAX_SUGGESTIONS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similar_names_are_suggested_and_no_others() {
        let known = ["AT+CWJAP_CUR", "AT+CWLAP", "AT+CIPSTART", "AT+GMR", "AT+CWLAP"];
        assert_eq!(nearest("at+cwlpa", known), ["AT+CWLAP"]);
        assert_eq!(nearest("CWJAP", known), ["AT+CWJAP_CUR"]);
        assert_eq!(nearest("AT+MQTTCON", known), [""; 0]);
    }
}
