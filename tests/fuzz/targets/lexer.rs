//! The lexer reads every text to its end: tokens are in order, lie on characters, and leave out
//! nothing but blanks and comments.

#![no_main]

use evc_base::FileId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (tokens, findings) = evc_syntax::tokens(FileId(0), text);
    let mut at = 0;
    for (span, _) in &tokens {
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(at <= start && start < end, "tokens overlap or are empty");
        check_gap(&text[at..start]);
        at = end;
    }
    check_gap(&text[at..]);
    for finding in &findings {
        let span = finding.primary.span;
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "a place off the text");
        assert!(finding.help.is_some(), "a finding without a hint");
    }
});

/// Between tokens there are blanks, which are ASCII or a byte order mark, and comments, of which
/// the last may lack its end.
fn check_gap(gap: &str) {
    let mut rest = gap;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}']);
        if rest.is_empty() {
            return;
        }
        assert!(rest.starts_with("(*"), "characters were left out: {rest:?}");
        rest = after_comment(rest);
    }
}

/// What follows the comment at the start of a text.
fn after_comment(text: &str) -> &str {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("(*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*)") {
            depth -= 1;
            at += 2;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            return &text[at..];
        }
    }
    ""
}
