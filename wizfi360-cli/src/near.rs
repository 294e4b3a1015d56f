//! Names that are near to one that was typed.

/// At most five of the names, the nearest first; none that is far.
pub(crate) fn nearest<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let typed = typed.to_ascii_lowercase();
    let allowed = 1 + typed.chars().count().min(16) / 4;
    let mut found = Vec::new();
    for name in names {
        let lower = name.to_ascii_lowercase();
        let distance = distance(&typed, &lower);
        if distance <= allowed {
            found.push((distance, name));
        } else if typed.len() > 2 && (lower.contains(&typed) || (lower.len() > 3 && typed.contains(&lower))) {
            found.push((allowed + 1, name));
        }
    }
    found.sort_by_key(|(distance, _)| *distance);
    let mut names: Vec<&str> = Vec::new();
    for (_, name) in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(5);
    names
}

/// How many characters have to be put in, taken out, exchanged or swapped with their neighbour.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(from != to)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *from == b[j - 1] && a[i - 1] == *to {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names() {
        let known = ["AT+CWJAP_CUR", "AT+CWLAP", "AT+CIPSTART", "AT+GMR"];
        assert_eq!(nearest("at+cwlpa", known), ["AT+CWLAP"]);
        assert_eq!(nearest("CWJAP", known), ["AT+CWJAP_CUR"]);
        assert_eq!(nearest("AT+MQTTCON", known), [""; 0]);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("ab", "ba"), 1);
    }
}
