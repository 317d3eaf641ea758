//! The pages of the diagnostic codes.
//!
//! A finding says what is wrong at one place. The page of its code says why that is an error at
//! all and how people usually come to it, and shows a wrong text beside a right one. The pages are
//! Markdown in the folder `explain` of this package, compiled in, so that no file has to be found.
//! Their texts are compiled by the tests: the wrong one gives exactly the code of the page, the
//! right one gives no finding.

#[cfg(test)]
mod tests;

use evc_base::{Code, codes};

/// The page of every code, in ascending order.
const PAGES: &[(Code, &str)] = &[
    (codes::UNKNOWN_CHARACTER, include_str!("../explain/EV0001.md")),
    (codes::UNCLOSED_COMMENT, include_str!("../explain/EV0002.md")),
    (codes::STRAY_COMMENT_END, include_str!("../explain/EV0003.md")),
    (codes::MALFORMED_LITERAL, include_str!("../explain/EV0004.md")),
    (codes::SYNTAX, include_str!("../explain/EV0010.md")),
    (codes::MISSING_TERMINATOR, include_str!("../explain/EV0011.md")),
    (codes::BAD_FIXITY, include_str!("../explain/EV0012.md")),
    (codes::ILLEGAL_PATTERN, include_str!("../explain/EV0013.md")),
    (codes::NESTED_TOO_DEEPLY, include_str!("../explain/EV0014.md")),
    (codes::FILE_TOO_LARGE, include_str!("../explain/EV0015.md")),
    (codes::NOT_YET, include_str!("../explain/EV0090.md")),
    (codes::UNKNOWN_NAME, include_str!("../explain/EV0101.md")),
    (codes::UNKNOWN_TYPE, include_str!("../explain/EV0102.md")),
    (codes::ALREADY_DECLARED, include_str!("../explain/EV0103.md")),
    (codes::RESERVED_CONSTRUCTOR, include_str!("../explain/EV0104.md")),
    (codes::DUPLICATE_VARIABLE, include_str!("../explain/EV0105.md")),
    (codes::DUPLICATE_HEADER, include_str!("../explain/EV0106.md")),
    (codes::INPUT_IS_NEVER_SENT, include_str!("../explain/EV0107.md")),
    (codes::RESERVED_HEADER, include_str!("../explain/EV0108.md")),
    (codes::UNKNOWN_HEADER, include_str!("../explain/EV0109.md")),
    (codes::INCLUDE_NOT_FOUND, include_str!("../explain/EV0110.md")),
    (codes::INCLUDE_CYCLE, include_str!("../explain/EV0111.md")),
    (codes::INCLUDED_TWICE, include_str!("../explain/EV0112.md")),
    (codes::INCLUDE_ARGUMENT, include_str!("../explain/EV0113.md")),
    (codes::UNKNOWN_ARGUMENT, include_str!("../explain/EV0114.md")),
    (codes::SEVERAL_NAMES, include_str!("../explain/EV0115.md")),
    (codes::TYPE_MISMATCH, include_str!("../explain/EV0201.md")),
    (codes::INFINITE_TYPE, include_str!("../explain/EV0202.md")),
    (codes::NO_EQUALITY, include_str!("../explain/EV0203.md")),
    (codes::EQUALITY_NOT_GROUND, include_str!("../explain/EV0204.md")),
    (codes::EXPLICIT_TYPE_VARIABLE, include_str!("../explain/EV0205.md")),
    (codes::TYPE_ARITY, include_str!("../explain/EV0206.md")),
    (codes::NOT_A_CLASS, include_str!("../explain/EV0207.md")),
    (codes::UNSOLVED_TYPE, include_str!("../explain/EV0208.md")),
    (codes::TYPE_TOO_LARGE, include_str!("../explain/EV0209.md")),
    (codes::NOT_EXHAUSTIVE, include_str!("../explain/EV0210.md")),
    (codes::REDUNDANT_ARM, include_str!("../explain/EV0211.md")),
    (codes::UNRESOLVED_OVERLOADING, include_str!("../explain/EV0212.md")),
    (codes::BAD_OVERLOADING, include_str!("../explain/EV0213.md")),
    (codes::NOT_A_PROPOSITION, include_str!("../explain/EV0214.md")),
    (codes::BAD_RECURSION, include_str!("../explain/EV0215.md")),
    (codes::DECIDER_EXPECTED, include_str!("../explain/EV0216.md")),
    (codes::TYPE_OF, include_str!("../explain/EV0217.md")),
    (codes::NO_MAIN, include_str!("../explain/EV0301.md")),
    (codes::UNUSED, include_str!("../explain/EV0302.md")),
    (codes::NEVER_SENT, include_str!("../explain/EV0303.md")),
    (codes::NEVER_RECEIVED, include_str!("../explain/EV0304.md")),
    (codes::NEVER_PRODUCES, include_str!("../explain/EV0305.md")),
    (codes::FIRE_TOGETHER, include_str!("../explain/EV0306.md")),
    (codes::PRODUCES_ALWAYS, include_str!("../explain/EV0307.md")),
    (codes::OUTPUT_STAYS_INSIDE, include_str!("../explain/EV0308.md")),
    (codes::CANNOT_RUN, include_str!("../explain/EV0309.md")),
    (codes::NEGATIVE_DELAY, include_str!("../explain/EV0310.md")),
    (codes::CONFIG_SYNTAX, include_str!("../explain/EV0401.md")),
    (codes::UNKNOWN_LOCATION, include_str!("../explain/EV0402.md")),
    (codes::MISSING_PARAMETER, include_str!("../explain/EV0403.md")),
    (codes::UNKNOWN_PARAMETER, include_str!("../explain/EV0404.md")),
    (codes::UNKNOWN_MESSAGE, include_str!("../explain/EV0405.md")),
    (codes::BAD_ADDRESS, include_str!("../explain/EV0406.md")),
    (codes::EXTERNAL_LOCATION, include_str!("../explain/EV0407.md")),
    (codes::PARAMETER_FAULT, include_str!("../explain/EV0408.md")),
    (codes::NOT_CONFIGURABLE, include_str!("../explain/EV0409.md")),
    (codes::BAD_CONNECTION, include_str!("../explain/EV0410.md")),
    (codes::NEEDS_COMPILER, include_str!("../explain/EV0411.md")),
];

/// A text that names no diagnostic code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no diagnostic code `{}`", .written.escape_debug())]
pub struct UnknownCode {
    /// What was written instead of a code.
    pub written: String,
    /// The code whose number is nearest, if a number was written.
    pub nearest: Option<Code>,
}

impl UnknownCode {
    /// What to do instead.
    pub fn help(&self) -> String {
        let list = "`evc explain` lists all codes";
        match self.nearest {
            Some(nearest) => format!("the nearest code is {nearest}; {list}"),
            None => format!("a code is written as in `EV0101`; {list}"),
        }
    }
}

/// The page of a code, in Markdown. The code may be written as `EV0101`, `ev0101` or `101`.
///
/// # Errors
/// If nothing that can be read as a code is written, or no code has this number.
pub fn page(written: &str) -> Result<&'static str, UnknownCode> {
    let unknown = |nearest| UnknownCode { written: written.to_owned(), nearest };
    let wanted = read(written).ok_or_else(|| unknown(None))?;
    let found = PAGES.iter().find(|(code, _)| number(*code) == Some(wanted));
    found.map(|(_, page)| *page).ok_or_else(|| unknown(nearest(wanted)))
}

/// Every code with its meaning, one a line, in ascending order.
pub fn list() -> String {
    codes::ALL.iter().map(|(code, meaning)| format!("{code}  {meaning}\n")).collect()
}

/// The number of a written code. One that is too large for any code is the largest there is.
fn read(written: &str) -> Option<u64> {
    let written = written.trim();
    let prefix = written.get(..2).filter(|prefix| prefix.eq_ignore_ascii_case("ev"));
    let digits = written.get(prefix.map_or(0, str::len)..)?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

/// The number that a code is printed with.
fn number(code: Code) -> Option<u64> {
    read(&code.to_string())
}

/// The code whose number is nearest; the smaller one wins a tie.
fn nearest(wanted: u64) -> Option<Code> {
    let codes = codes::ALL.iter().map(|(code, _)| *code);
    codes.min_by_key(|code| number(*code).map(|number| number.abs_diff(wanted)))
}
