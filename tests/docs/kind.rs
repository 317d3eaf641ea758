//! What the word behind a fence asks for.

/// What a block is.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    /// `evml` or `evml NAME.evml`: a whole text without errors, perhaps saved under a name.
    Whole(Option<String>),
    /// `evml fragment`: a text without errors, between what its directives say.
    Fragment,
    /// `evml fails CODE…`: a text in which exactly these codes are found.
    Fails(Vec<String>),
    /// `evml expr : TYPE`: an expression whose inferred type is printed so.
    Expr(String),
    /// `evml laws`: expressions, one a line, that are true.
    Laws,
    /// `evml sees`: a class `X`, and the next block tells what it sees at some messages.
    Sees,
    /// `evml run NAME.toml`: a text that is simulated; what is printed follows.
    Run(String),
    /// `toml NAME.toml`: a configuration, saved under that name.
    Toml(String),
    /// `sh`: commands; if a text follows, they print it.
    Shell,
    /// `text`: what the block before it prints.
    Output,
    /// `text seen`: messages, one a line, each with the bag of what a class sees there.
    Seen,
    /// `text diagnostic`: how the findings of the block before it are shown.
    Rendering,
    /// `text notation`: grammar or mathematics, for readers only.
    Notation,
}

impl Kind {
    /// What an info string asks for, if it is one of those above.
    pub fn of(info: &str) -> Option<Self> {
        let (language, rest) = info.split_once(' ').unwrap_or((info, ""));
        let named = |ending| Some(rest.to_owned()).filter(|name| is_file(name, ending));
        match (language, rest) {
            ("evml", "") => Some(Self::Whole(None)),
            ("evml", "fragment") => Some(Self::Fragment),
            ("evml", "laws") => Some(Self::Laws),
            ("evml", "sees") => Some(Self::Sees),
            ("evml", _) => {
                evml(rest).or_else(|| named(".evml").map(|name| Self::Whole(Some(name))))
            }
            ("toml", _) => named(".toml").map(Self::Toml),
            ("sh", "") => Some(Self::Shell),
            ("text", "") => Some(Self::Output),
            ("text", "seen") => Some(Self::Seen),
            ("text", "diagnostic") => Some(Self::Rendering),
            ("text", "notation") => Some(Self::Notation),
            _ => None,
        }
    }
}

/// The kinds of evml that say more.
fn evml(rest: &str) -> Option<Kind> {
    if let Some(ty) = rest.strip_prefix("expr : ") {
        return Some(Kind::Expr(ty.to_owned()));
    }
    if let Some(config) = rest.strip_prefix("run ").filter(|name| is_file(name, ".toml")) {
        return Some(Kind::Run(config.to_owned()));
    }
    let codes = rest.strip_prefix("fails ")?;
    let is_code = |code: &str| {
        let digits = code.strip_prefix("EV").filter(|digits| digits.len() == 4);
        digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    codes
        .split(' ')
        .all(is_code)
        .then(|| Kind::Fails(codes.split(' ').map(str::to_owned).collect()))
}

/// Whether it is a file's name without folders.
fn is_file(name: &str, ending: &str) -> bool {
    name.len() > ending.len() && name.ends_with(ending) && !name.contains([' ', '/', '\\'])
}
