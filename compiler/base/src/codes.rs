//! The registry of stable codes. A code is never reused and never changes its meaning.

/// A stable diagnostic code, printed as `EV0101`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(u16);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EV{:04}", self.0)
    }
}

macro_rules! codes {
    ($($name:ident = $number:literal, $meaning:literal;)*) => {
        $(#[doc = $meaning] pub const $name: Code = Code($number);)*
        /// Every code with its one-line meaning, in ascending order.
        pub const ALL: &[(Code, &str)] = &[$(($name, $meaning)),*];
    };
}

codes! {
    // 0001-0099: characters and syntax
    UNKNOWN_CHARACTER = 1, "a character that begins no token";
    UNCLOSED_COMMENT = 2, "a comment that is never closed";
    STRAY_COMMENT_END = 3, "a `*)` without its `(*`";
    MALFORMED_LITERAL = 4, "a number, string or token that is not well formed";
    SYNTAX = 10, "a word or symbol where the grammar allows none";
    MISSING_TERMINATOR = 11, "a declaration that is not ended by `;;`";
    BAD_FIXITY = 12, "an operator that cannot be grouped";
    ILLEGAL_PATTERN = 13, "a pattern that is not allowed in this place";
    NESTED_TOO_DEEPLY = 14, "an expression nested deeper than the compiler follows";
    FILE_TOO_LARGE = 15, "a source text of 4 GiB or more";
    NOT_YET = 90, "a construct of the language that this version does not compile yet";
    // 0100-0199: names
    UNKNOWN_NAME = 101, "a name that nothing in scope declares";
    UNKNOWN_TYPE = 102, "a type name that nothing in scope declares";
    ALREADY_DECLARED = 103, "a name that may not be declared again";
    RESERVED_CONSTRUCTOR = 104, "a built-in constructor used as a variable";
    DUPLICATE_VARIABLE = 105, "one variable twice in a pattern";
    DUPLICATE_HEADER = 106, "two messages with the same header";
    INPUT_IS_NEVER_SENT = 107, "a sending component of an input message";
    RESERVED_HEADER = 108, "a message with the header of the boot event";
    UNKNOWN_HEADER = 109, "`MSG` with a header that no message has";
    INCLUDE_NOT_FOUND = 110, "an included file that is not there";
    INCLUDE_CYCLE = 111, "a file that includes itself";
    INCLUDED_TWICE = 112, "a specification that is included twice";
    INCLUDE_ARGUMENT = 113, "an include with a missing or misplaced argument";
    UNKNOWN_ARGUMENT = 114, "an include argument that the included file does not ask for";
    SEVERAL_NAMES = 115, "a name that a specification has for two things";
    // 0200-0299: types
    TYPE_MISMATCH = 201, "two types that do not agree";
    INFINITE_TYPE = 202, "a type that would contain itself";
    NO_EQUALITY = 203, "a comparison at a type without equality";
    EQUALITY_NOT_GROUND = 204, "a comparison at a type that is not known";
    EXPLICIT_TYPE_VARIABLE = 205, "an explicit type variable that is not general";
    TYPE_ARITY = 206, "a type constructor with the wrong number of arguments";
    NOT_A_CLASS = 207, "a class declaration whose value is not a class";
    UNSOLVED_TYPE = 208, "a type that nothing determines";
    TYPE_TOO_LARGE = 209, "a type larger than the compiler follows";
    NOT_EXHAUSTIVE = 210, "a `case` that leaves a value without an arm";
    REDUNDANT_ARM = 211, "an arm of a `case` that nothing reaches";
    UNRESOLVED_OVERLOADING = 212, "an overloaded constant whose type is not determined";
    BAD_OVERLOADING = 213, "alternatives of an overloaded constant that cannot be told apart";
    NOT_A_PROPOSITION = 214, "a value where a proposition is needed";
    BAD_RECURSION = 215, "a recursive definition of a shape that has no meaning";
    DECIDER_EXPECTED = 216, "a function where a decider of equality is needed";
    TYPE_OF = 217, "the type that `typeof` asks for";
    // 0300-0399: well-formedness
    NO_MAIN = 301, "a program to run without `main`";
    UNUSED = 302, "a declaration that nothing uses";
    NEVER_SENT = 303, "a message that nothing sends";
    NEVER_RECEIVED = 304, "a message that nothing receives";
    NEVER_PRODUCES = 305, "a class that can never produce";
    FIRE_TOGETHER = 306, "transitions of one state that can fire at the same event";
    PRODUCES_ALWAYS = 307, "a class that produces at every event where that is hardly meant";
    OUTPUT_STAYS_INSIDE = 308, "an output message that is sent to a process of the system";
    CANNOT_RUN = 309, "a hole or a constant without a definition in a program to run";
    NEGATIVE_DELAY = 310, "a delay that is negative";
    // 0400-0499: configurations and values from outside
    CONFIG_SYNTAX = 401, "a configuration that cannot be read";
    UNKNOWN_LOCATION = 402, "a location the configuration does not declare";
    MISSING_PARAMETER = 403, "a parameter the configuration gives no value";
    UNKNOWN_PARAMETER = 404, "a value for a parameter the specification does not have";
    UNKNOWN_MESSAGE = 405, "a header the specification does not declare";
    BAD_ADDRESS = 406, "a network address that cannot be read";
    EXTERNAL_LOCATION = 407, "an external location where a node is needed";
    PARAMETER_FAULT = 408, "a parameter whose value cannot be computed";
    NOT_CONFIGURABLE = 409, "a parameter that a configuration cannot give";
    BAD_CONNECTION = 410, "a connection of something that is no group";
    NEEDS_COMPILER = 411, "a value that only the compiler can compute";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_ascend_and_are_distinct() {
        assert!(ALL.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
