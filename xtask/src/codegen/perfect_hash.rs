//! The perfect hash by which `wizfi360-proto` looks a line up: of its length and four of its bytes.

use crate::Failure;
use std::collections::{BTreeMap, BTreeSet};

/// How many slots the table has: an index fits seven bits.
const SLOTS: usize = 128;
/// In the tables: nothing.
const EMPTY: u8 = u8::MAX;
/// How far from a line's end a hashed byte may be.
const MAX_FROM_END: usize = 12;
const MAX_WEIGHT: u8 = 7;

/// Constants of the hash: the slot of a text is the sum of its first byte, its last byte, two more
/// bytes by weight, and an offset for its length, modulo the number of slots.
#[derive(Debug)]
pub(crate) struct PerfectHash {
    /// Which other bytes are added: distance from the end. A byte that is not there is 0.
    pub(crate) from_end: [usize; 2],
    pub(crate) weights: [u8; 2],
    /// By length: the offset, or 255 if no text has the length.
    pub(crate) by_length: Vec<u8>,
    /// By slot: the number of the text, or 255.
    pub(crate) slots: Vec<u8>,
}

/// Returns the first such hash by which no two texts share a slot.
///
/// # Errors
///
/// There is none: the table has to grow, or to hash another byte.
pub(crate) fn find(texts: &[&str]) -> Result<PerfectHash, Failure> {
    let mut by_length: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
    for (number, text) in texts.iter().enumerate() {
        let number = u8::try_from(number).ok().filter(|number| *number != EMPTY);
        let number =
            number.ok_or_else(|| Failure::new("more than 254 texts are a whole line: the table is too small"))?;
        by_length.entry(text.len()).or_default().push(number);
    }
    let mut groups: Vec<_> = by_length.into_iter().collect();
    groups.sort_by_key(|(length, group)| (std::cmp::Reverse(group.len()), *length));
    for from_end in (2..MAX_FROM_END).flat_map(|a| (a + 1..=MAX_FROM_END).map(move |b| [a, b])) {
        for weights in (1..=MAX_WEIGHT).flat_map(|v| (1..=MAX_WEIGHT).map(move |w| [v, w])) {
            let hash = |number: u8| hash(texts[usize::from(number)].as_bytes(), from_end, weights);
            if let Some((by_length, slots)) = place(&groups, hash) {
                return Ok(PerfectHash { from_end, weights, by_length, slots });
            }
        }
    }
    Err(Failure::new("no perfect hash of the texts that are a whole line was found: hash another byte"))
}

fn hash(text: &[u8], from_end: [usize; 2], weights: [u8; 2]) -> u8 {
    let byte = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or(0);
    let ends = byte(Some(0)).wrapping_add(byte(text.len().checked_sub(1)));
    from_end
        .iter()
        .zip(weights)
        .fold(ends, |sum, (at, weight)| sum.wrapping_add(byte(text.len().checked_sub(*at)).wrapping_mul(weight)))
}

/// Chooses an offset for each length, so that no two texts share a slot.
fn place(groups: &[(usize, Vec<u8>)], hash: impl Fn(u8) -> u8) -> Option<(Vec<u8>, Vec<u8>)> {
    let longest = groups.iter().map(|(length, _)| *length).max()?;
    let (mut by_length, mut slots) = (vec![EMPTY; longest + 1], vec![EMPTY; SLOTS]);
    for (length, group) in groups {
        let slot = |number: u8, offset: u8| usize::from(hash(number).wrapping_add(offset)) % SLOTS;
        let distinct: BTreeSet<_> = group.iter().map(|number| slot(*number, 0)).collect();
        if distinct.len() < group.len() {
            return None;
        }
        let fits = |offset: &u8| group.iter().all(|number| slots[slot(*number, *offset)] == EMPTY);
        let offset = (0..127).find(fits)?;
        by_length[*length] = offset;
        group.iter().for_each(|number| slots[slot(*number, offset)] = *number);
    }
    Some((by_length, slots))
}

#[cfg(test)]
mod tests {
    use super::{EMPTY, SLOTS, find, hash};

    #[test]
    fn each_text_has_a_slot_of_its_own() {
        let texts = ["OK", "FAIL", "ERROR", "busy p...", "busy s...", "CLOSED", "CLOSER"];
        let table = find(&texts).unwrap();
        for (number, text) in texts.iter().enumerate() {
            let hash = hash(text.as_bytes(), table.from_end, table.weights).wrapping_add(table.by_length[text.len()]);
            assert_eq!(usize::from(table.slots[usize::from(hash) % SLOTS]), number, "{text}");
        }
        assert_eq!(table.slots.iter().filter(|slot| **slot != EMPTY).count(), texts.len());
    }

    #[test]
    fn texts_that_no_byte_tells_apart_are_refused() {
        assert!(find(&["a_____________b", "a_x___________b"]).is_err());
    }
}
