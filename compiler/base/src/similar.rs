//! What somebody who misspelt a name may have meant.

/// The candidate closest to `name`, at most a third of its letters away; the first in order wins
/// a tie. Exchanged neighbours are one difference, and a single letter only resembles itself in
/// the other case. Operators resemble nothing.
pub fn similar<'a, S: AsRef<str> + ?Sized>(
    name: &str,
    candidates: impl Iterator<Item = &'a S>,
) -> Option<&'a S> {
    let letters = name.chars().count();
    let limit = (letters / 3).max(1);
    let own = letter_set(name);
    candidates
        .filter(|candidate| candidate.as_ref().starts_with(char::is_alphabetic))
        .filter(|candidate| letters > 1 || candidate.as_ref().eq_ignore_ascii_case(name))
        .filter(|candidate| {
            // Each difference takes away one letter at most, and adds one at most.
            let other = letter_set(candidate.as_ref());
            let (gone, new) = ((own & !other).count_ones(), (other & !own).count_ones());
            gone.max(new) as usize <= limit
        })
        .map(|candidate| (distance(name, candidate.as_ref(), limit), candidate))
        .filter(|(distance, _)| *distance <= limit && *distance > 0)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The letters of a name, as bits; different letters may share one.
fn letter_set(name: &str) -> u64 {
    name.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}

/// How many characters must be replaced, inserted, removed or exchanged with their neighbour to
/// get from `a` to `b` (optimal string alignment); any number beyond `limit` may be wrong.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    if a.chars().count().abs_diff(b.chars().count()) > limit {
        return limit + 1;
    }
    let b: Vec<char> = b.chars().collect();
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut best = at(&row, j) + usize::from(x != *y);
            best = best.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let exchanged = j > 0 && previous == Some(*y) && b.get(j - 1) == Some(&x);
            if exchanged {
                best = best.min(at(&above, j - 1) + 1);
            }
            next.push(best);
        }
        above = std::mem::replace(&mut row, next);
        previous = Some(x);
    }
    row.last().copied().unwrap_or(0)
}
