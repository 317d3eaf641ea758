//! Puts the comments of a source back between the printed tokens, and literals into the author's
//! spelling.
//!
//! The printed tokens are those of the source in the same order; only parentheses and `;;` may be
//! fewer or more. Between two tokens that both have, a comment keeps its place if the parentheses
//! and `;;` there are the same, which they are in every text that is formatted already, and goes
//! to the nearest place otherwise. So comments are never lost and never change their order, and a
//! second formatting finds them where the first has put them.

use super::doc::{Comment, Doc, Leaf, Role};
use super::source::{self, Piece, Position, Remark, Sort};

/// Adds to a document what only the source knows.
pub(super) fn weave(doc: &mut Doc, text: &str) {
    let (pieces, remarks) = source::read(text);
    let mut leaves = Vec::new();
    doc.leaves(&mut leaves);
    let places = align(&mut leaves, &pieces);
    put(&mut leaves, remarks, &places);
    for leaf in leaves.iter_mut().filter(|leaf| leaf.first && leaf.blank) {
        leaf.before.iter_mut().for_each(|comment| comment.own_line = true);
    }
}

/// Puts every comment at a printed token.
fn put(leaves: &mut [&mut Leaf], remarks: Vec<Remark<'_>>, places: &[Place]) {
    let mut earlier = 0;
    for remark in remarks {
        let (at, behind) = place(&remark, places, earlier);
        earlier = 2 * at + usize::from(behind);
        if let Some(leaf) = leaves.get_mut(at) {
            let own_line = matches!(remark.position, Position::OwnLine | Position::Documentation)
                || (!behind && remark.position == Position::LineEnd);
            let comment = Comment {
                text: remark.text.to_owned(),
                column: remark.column,
                own_line,
                blank: remark.blank,
            };
            if behind {
                leaf.after.push(comment);
            } else {
                // What stands before a comment with a line for itself has one, too.
                leaf.before.iter_mut().for_each(|before| before.own_line |= own_line);
                leaf.before.push(comment);
            }
        }
    }
}

/// Where a token of the source is printed.
#[derive(Clone, Copy)]
struct Place {
    /// The printed token before which a comment goes that stands before this one.
    before: usize,
    /// The printed token behind which a comment goes that stands before this one at a line's end.
    behind: Option<usize>,
    /// The next printed token that is not loose.
    next: usize,
}

/// The printed token a comment goes to, and whether it goes behind it. No comment goes before
/// `earlier`, where the one before it went: places are counted before and behind each token.
fn place(remark: &Remark<'_>, places: &[Place], earlier: usize) -> (usize, bool) {
    let Some(place) = places.get(remark.next) else {
        return (earlier.div_ceil(2), false);
    };
    match (remark.position, place.behind) {
        (Position::LineEnd, Some(behind)) if 2 * behind + 1 >= earlier => (behind, true),
        (Position::Documentation, _) => (place.next, false),
        _ => (place.before.max(earlier.div_ceil(2)), false),
    }
}

/// Finds the printed token of every source token.
fn align(leaves: &mut [&mut Leaf], pieces: &[Piece<'_>]) -> Vec<Place> {
    let mut places = Vec::with_capacity(pieces.len());
    let (mut leaf, mut piece) = (0, 0);
    while piece < pieces.len() {
        // The loose tokens up to the next one that both have.
        let loose = |piece: &&Piece<'_>| piece.sort == Sort::Loose;
        let written = pieces.iter().skip(piece).take_while(loose).count();
        let start = leaf;
        while leaves.get(leaf).is_some_and(|leaf| leaf.role == Role::Loose) {
            leaf += 1;
        }
        let printed = leaf - start;
        let fixed = pieces.get(piece + written);
        if let Some(extra) = leaves.get(leaf)
            && extra.role == Role::Extra
            && fixed.is_some_and(|piece| piece.sort != Sort::Integer)
        {
            leaf += 1;
        }
        let slots = slots(
            pieces.get(piece..piece + written).unwrap_or_default(),
            leaves.get(start..leaves.len().min(start + printed)).unwrap_or_default(),
        );
        for slot in slots {
            let before = start + slot;
            places.push(Place { before, behind: before.checked_sub(1), next: leaf });
        }
        piece += written;
        if let (Some(leaf), Some(fixed)) = (leaves.get_mut(leaf), fixed) {
            leaf.blank = fixed.blank;
            leaf.broken = fixed.broken;
            let length = spell(leaf, pieces.get(piece..).unwrap_or_default());
            for _ in 1..length {
                places.extend(places.last().copied());
            }
            piece += length;
        } else {
            piece += 1;
        }
        leaf += 1;
    }
    places
}

/// For each loose token of the source and for what follows them, which of the printed ones it is:
/// the same ones at both ends are the same, and what is between them goes before the second part.
fn slots(written: &[Piece<'_>], printed: &[&mut Leaf]) -> Vec<usize> {
    let same = |(piece, leaf): &(&Piece<'_>, &&mut Leaf)| {
        piece.text.chars().next() == leaf.text.chars().next()
    };
    let lead = written.iter().zip(printed).take_while(same).count();
    let rest = written.iter().skip(lead).rev().zip(printed.iter().skip(lead).rev());
    let tail = rest.take_while(same).count();
    let slot = |at: usize| match written.len() - at {
        after if after <= tail => printed.len() - after,
        _ => at.min(lead),
    };
    (0..=written.len()).map(slot).collect()
}

/// Writes a literal as its author did; returns how many source tokens it is: a header may be a
/// token list or a list of tokens.
fn spell(leaf: &mut Leaf, pieces: &[Piece<'_>]) -> usize {
    let Some(first) = pieces.first() else { return 1 };
    match first.sort {
        Sort::Integer | Sort::Literal => {
            leaf.text = first.text.replace("\r\n", "\n").into();
            1
        }
        Sort::OpenBracket if leaf.text.starts_with("``") => {
            let inside: Vec<_> = pieces.iter().skip(1).collect();
            let close = inside.iter().position(|piece| piece.sort == Sort::CloseBracket);
            let inside = inside.get(..close.unwrap_or(0)).unwrap_or_default();
            let tokens = inside.iter().filter(|piece| piece.sort == Sort::Literal);
            let tokens: Vec<_> = tokens.map(|piece| piece.text).collect();
            leaf.text = format!("[{}]", tokens.join("; ")).into();
            inside.len() + 2
        }
        Sort::Loose | Sort::OpenBracket | Sort::CloseBracket | Sort::Other | Sort::End => 1,
    }
}
