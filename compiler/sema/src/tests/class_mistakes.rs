//! What people write instead of the forms that make event classes.

use expect_test::expect;

use super::check_errors;

/// The declarations above each text, which begins in the line behind them.
const ABOVE: &str =
    "specification s input m : Int input q : Bool * Tok input b : Bool output r : Int";

fn above(text: &str) -> String {
    format!("{ABOVE}\n{text}")
}

#[test]
fn functions_of_the_location() {
    check_errors(
        &above("class C = State (0, \\l.\\x.\\s. s, m'base) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:18 `0` this is `Int`
          2:11 `State (0, \l.\x.\s. s, m'base)` this form gives its function the location
          = expected `Loc -> 'a`
          =    found `Int`
          help: write a function of the location, as in `\slf. value`
    "#]],
    );
    check_errors(
        &above("class C = State ((0, true), \\l.\\x.\\s. s, m'base) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:18 `(0, true)` this is `Int * Bool`
          2:11 `State ((0, true), \l.\x.\s. s, m'base)` this form gives its function the location
          = expected `Loc -> 'a`
          =    found `Int * Bool`
          help: write a function of the location, as in `\slf. value`
    "#]],
    );
    check_errors(
        &above("class C = Output({1}) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:18 `{1}` this is `Int Bag`
          2:11 `Output({1})` this form gives its function the location
          = expected `Loc -> 'a Bag`
          =    found `Int Bag`
          help: write a function of the location, as in `\slf. value`
    "#]],
    );
    check_errors(
        &above("class C = Output(\\l. 1) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:22 `1` this is `Int`, but `Output` needs a function of the location to a bag
          = expected `'a Bag`
          =    found `Int`
          help: a bag of one value is written `{value}`
    "#]],
    );
    check_errors(
        &above("class C = Output(m'base) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:18 `m'base` this is `Int Class`
          2:11 `Output(m'base)` this form gives its function the location
          = expected `Loc -> 'a Bag`
          =    found `Int Class`
          help: write a function of the location, as in `\slf. value`
    "#]],
    );
}

#[test]
fn functions_of_the_location_2() {
    check_errors(
        &above("class C = OnLoc(m'base) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:17 `m'base` this is `Int Class`
          2:11 `OnLoc(m'base)` this form gives its function the location
          = expected `Loc -> 'a Class`
          =    found `Int Class`
          help: write a function of the location, as in `\slf. value`
    "#]],
    );
    check_errors(
        &above("class C = OnLoc(\\l. {l}) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:21 `{l}` this is `Loc Bag`, but `OnLoc` needs a function of the location to a class
          = expected `'a Class`
          =    found `Loc Bag`
          help: a bag is not a class: compose a function with a class, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("class C = m'base ? {0} ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:20 `{0}` this is `Int Bag`
          2:18 `?` this form gives its function the location
          = expected `Loc -> Int Bag`
          =    found `Int Bag`
          help: write a function of the location, as in `\slf. value`
    "#]],
    );
    check_errors(
        &above("class C = m'base ? (\\l. 0) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:25 `0` this is `Int`
          2:11 `m'base` the class has values of this type
          = expected `Int Bag`
          =    found `Int`
          help: a bag of one value is written `{value}`
    "#]],
    );
    check_errors(
        &above("class C = m'base ? (\\l. {true}) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:26 `true` this is `Bool`
              2:11 `m'base` the class has values of this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn functions_of_the_location_3() {
    check_errors(
        &above("class C = (\\slf.\\n.\\s. {n}) o (m'base, Prior(self)?0) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:52 `0` this is `Int`
              2:40 `Prior(self)` this form gives its function the location
              = expected `Loc -> Int Bag`
              =    found `Int`
              help: write a function of the location, as in `\slf. value`
        "#]],
    );
    check_errors(
        &above("class C = (\\slf.\\n.\\s. {n}) o (m'base, Prior(self)?{true}) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:53 `true` this is `Bool`
              2:40 `Prior(self)` the default of `Prior(self)` stands for its values
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn delegation() {
    check_errors(
        &above("class C = m'base >>= m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:22 `m'base` this is `Int Class`
          2:11 `m'base >>= m'base` `>>=` gives each value of the class to this function
          = expected `Int -> 'a Class`
          =    found `Int Class`
          help: write a function of the value to a class, as in `\_. X`
    "#]],
    );
    check_errors(
        &above("class C = m'base >>= (\\n. {n}) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:27 `{n}` this is `Int Bag`, but `>>=` starts the class that the function returns
          = expected `'a Class`
          =    found `Int Bag`
          help: a bag is not a class: compose a function with a class, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("class C = m'base >>= (\\n. n) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:27 `n` this is `Int`, but `>>=` starts the class that the function returns
              = expected `'a Class`
              =    found `Int`
              help: a value is no class: use it inside the function of a composition, as in `f o (X)`
        "#]],
    );
    check_errors(
        &above("class C = 1 >>= (\\n. m'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:11 `1` this is `Int`, but `>>=` takes the values of a class
              = expected `'a Class`
              =    found `Int`
              help: a value is no class: use it inside the function of a composition, as in `f o (X)`
        "#]],
    );
    check_errors(
        &above("let F (t : Tok) = m'base ;; class C = m'base >>= F ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:50 `F` its first argument is `Tok`, but it is given `Int`
          2:39 `m'base` `>>=` gives each value of this class to the function
          = expected `Int -> 'a Class`
          =    found `Tok -> Int Class`
          help: let the function take `Int` as its first argument
    "#]],
    );
    check_errors(
        &above("let F slf n = m'base ;; class C = m'base >>= F ;;"),
        expect![[r#"
        error[EV0201]: this function takes 2 arguments, but it is given 1
          2:46 `F` takes too many arguments
          2:35 `m'base >>= F` `>>=` gives each value of the class to this function
          help: remove a parameter, or give the form the class that it stands for
    "#]],
    );
}

#[test]
fn delegation_2() {
    check_errors(
        &above("class C = m'base >>= (\\(a, b). q'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:24 `(a, b)` this matches `'a * 'b`
              2:11 `m'base` `>>=` gives each value of this class to the function
              = expected `Int`
              =    found `'a * 'b`
              help: bind it with one variable: `Int` has no components
        "#]],
    );
    check_errors(
        &above("class C = m'base >> (a, b) >> q'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:21 `(a, b)` this matches `'a * 'b`
              2:11 `m'base` `>>` takes the values of this class apart
              = expected `Int`
              =    found `'a * 'b`
              help: bind it with one variable: `Int` has no components
        "#]],
    );
    check_errors(
        &above("class C = q'base >> (a, b) >> {a} ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:31 `{a}` this is `Bool Bag`, but `>>` starts a class for each value
          = expected `'a Class`
          =    found `Bool Bag`
          help: a bag is not a class: compose a function with a class, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("class C = m'base || (b'base >>= (\\x. b'base)) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:38 `b'base` this is `Bool Class`, but `>>=` starts the class that the function returns
              = expected `Int Class`
              =    found `Bool Class`
              help: give its values another type by composition, as in `(\slf.\x. {y}) o (X)`
        "#]],
    );
}

#[test]
fn values_where_classes_are_needed() {
    check_errors(
        &above("class C = Once({1}) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:16 `{1}` this is `Int Bag`, but this form takes an event class
          = expected `'a Class`
          =    found `Int Bag`
          help: a bag is not a class: compose a function with a class, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("class C = Once(\\l. {1}) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:16 `\l. {1}` this is `'b -> Int Bag`, but this form takes an event class
          = expected `'a Class`
          =    found `'b -> Int Bag`
          help: a function is not a class: compose it with one, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("let f slf n = {n} ;; class C = Once(f) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:37 `f` this is `'b -> 'c -> 'c Bag`, but this form takes an event class
          = expected `'a Class`
          =    found `'b -> 'c -> 'c Bag`
          help: a function is not a class: compose it with one, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("class C = m'base until 1 ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:24 `1` this is `Int`
              2:18 `until` `until` ends one event class with another
              = expected `'a Class`
              =    found `Int`
              help: a value is no class: use it inside the function of a composition, as in `f o (X)`
        "#]],
    );
    check_errors(
        &above("class C = m'base ?? b'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:21 `b'base` this is `Bool Class`
              2:11 `m'base` the left side has this type
              = expected `Int Class`
              =    found `Bool Class`
              help: give its values another type by composition, as in `(\slf.\x. {y}) o (X)`
        "#]],
    );
    check_errors(
        &above("parameter l : Loc class C = Local(m'base, {l}, ``a``) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:43 `{l}` this is `Loc Bag`, but `Local` simulates the class at a location
              = expected `Loc`
              =    found `Loc Bag`
              help: this has several such values: apply a function to each of them
        "#]],
    );
}

#[test]
fn values_where_classes_are_needed_2() {
    check_errors(
        &above("parameter l : Loc class C = Local(m'base, l, `a`) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:46 ``a`` this is `Tok`, but `Local` takes a header, which is a list of tokens
          = expected `Tok List`
          =    found `Tok`
          help: a list of one value is written `[value]`
    "#]],
    );
    check_errors(
        &above("parameter l : Loc class C = Local({1}, l, ``a``) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:35 `{1}` this is `Int Bag`, but `Local` simulates an event class
          = expected `'a Class`
          =    found `Int Bag`
          help: a bag is not a class: compose a function with a class, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("class C = (\\slf.\\n. {n}) o (m'base, 1) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:37 `1` this is `Int`, but a composition combines event classes
              = expected `'a Class`
              =    found `Int`
              help: a value is no class: use it inside the function of a composition, as in `f o (X)`
        "#]],
    );
}

#[test]
fn classes_where_values_are_needed() {
    check_errors(
        &above("let f slf n = {n + m'base} ;; class C = f o m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:20 `m'base` this is `Int Class`
          2:18 `+` `+` is `Int -> Int -> Int`
          = expected `Int`
          =    found `Int Class`
          help: a class is no value: its values reach a function by composition, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("let f slf n = if b'base then {n} else {} ;; class C = f o m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:18 `b'base` this is `Bool Class`, but a condition is a `Bool`
              = expected `Bool`
              =    found `Bool Class`
              help: a class is no value: its values reach a function by composition, as in `f o (X)`
        "#]],
    );
    check_errors(
        &above("let f slf n = {r'send slf m'base} ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:27 `m'base` this is `Int Class`
          2:16 `r'send slf` the function is `Int -> Interface`
          = expected `Int`
          =    found `Int Class`
          help: a class is no value: its values reach a function by composition, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("class Sum = State (\\l. 0, \\l.\\x.\\s. s + x, m'base) ;; let f = Sum 3 ;;"),
        expect![[r#"
            error[EV0201]: this is applied, but it is not a function
              2:63 `Sum` this is `Int Class`
              2:67 `3` the argument it is given
              = expected a function
              =    found `Int Class`
              help: a class takes no argument: its values reach a function by composition, as in `f o (X)`
        "#]],
    );
    check_errors(
        &above(
            "class Sum = State (\\l. 0, \\l.\\x.\\s. s + x, m'base) ;; let f slf n = {Sum slf + n} ;;",
        ),
        expect![[r#"
            error[EV0201]: this is applied, but it is not a function
              2:70 `Sum` this is `Int Class`
              2:74 `slf` the argument it is given
              = expected a function
              =    found `Int Class`
              help: a class takes no argument: its values reach a function by composition, as in `f o (X)`
        "#]],
    );
}

#[test]
fn classes_where_values_are_needed_2() {
    check_errors(
        &above("let f slf (n : Int) = {n} ;; let g = f `a` m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:44 `m'base` this is `Int Class`
          2:38 `f `a`` the function is `Int -> Int Bag`
          = expected `Int`
          =    found `Int Class`
          help: a class is no value: its values reach a function by composition, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("let f = m'base = 1 ;;"),
        expect![[r#"
            error[EV0203]: values of type `Int Class` cannot be compared
              2:16 `=` event classes have no equality
              help: a class is no value: its values reach a function by composition, as in `f o (X)`
        "#]],
    );
    check_errors(
        &above("let f : Int Bag = m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:19 `m'base` this is `Int Class`
          2:9 `Int Bag` annotated with this type
          = expected `Int Bag`
          =    found `Int Class`
          help: a class is no value: its values reach a function by composition, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("let f : Int Bag = Once(m'base) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:19 `Once(m'base)` this is `Int Class`
          2:9 `Int Bag` annotated with this type
          = expected `Int Bag`
          =    found `Int Class`
          help: a class is no value: its values reach a function by composition, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("let f : Int = m'base || m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:15 `m'base || m'base` this is `Int Class`
          2:9 `Int` annotated with this type
          = expected `Int`
          =    found `Int Class`
          help: a class is no value: its values reach a function by composition, as in `f o (X)`
    "#]],
    );
}

#[test]
fn the_places_that_expect_a_class_say_why() {
    check_errors(
        &above("class C : Tok Class = (\\slf.\\n. {n}) o m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:34 `n` this is `Int`
          2:11 `Tok Class` annotated with this type
          = expected `Tok`
          =    found `Int`
          help: write an expression of type `Tok` here
    "#]],
    );
    check_errors(
        &above("class C : Tok Class = State (\\l. 0, \\l.\\x.\\s. s, m'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:34 `0` this is `Int`
              2:11 `Tok Class` annotated with this type
              = expected `Tok`
              =    found `Int`
              help: write an expression of type `Tok` here
        "#]],
    );
    check_errors(
        &above("let f slf n = {n} ;; main f o m'base"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:27 `f` this returns `Int Bag`, but `main` is a class of instructions
          = expected `Interface Bag`
          =    found `Int Bag`
          help: an instruction is made by sending, as in `m'send l value`
    "#]],
    );
    check_errors(
        &above("main State (\\l. 0, \\l.\\x.\\s. s, m'base) "),
        expect![[r#"
        error[EV0201]: type mismatch
          2:17 `0` this is `Int`, but `main` is a class of instructions
          = expected `Interface`
          =    found `Int`
          help: an instruction is made by sending, as in `m'send l value`
    "#]],
    );
    check_errors(
        &above("main m'base >>= (\\n. m'base)"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:22 `m'base` this is `Int Class`, but `>>=` starts the class that the function returns
          = expected `Interface Class`
          =    found `Int Class`
          help: a class that sends produces instructions: compose it with `m'send`
    "#]],
    );
    check_errors(
        &above("main Output(\\l. {l})"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:18 `l` this is `Loc`, but `main` is a class of instructions
          = expected `Interface`
          =    found `Loc`
          help: an instruction is made by sending, as in `m'send l value`
    "#]],
    );
}

#[test]
fn the_places_that_expect_a_class_say_why_2() {
    check_errors(
        &above("main (\\slf.\\n. if n > 0 then {r'send slf n} else {n}) o m'base"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:51 `n` this is `Int`, but `main` is a class of instructions
              = expected `Interface`
              =    found `Int`
              help: an instruction is made by sending, as in `m'send l value`
        "#]],
    );
    check_errors(
        &above("class C = (\\slf.\\n. {n}) O (m'base, Prior(self)) ;;"),
        expect![[r#"
        error[EV0201]: this function takes 2 arguments, but it is given 3
          2:11 `(\slf.\n. {n})` takes too few arguments
          2:11 `(\slf.\n. {n}) O (m'base, Prior(self))` `O` gives its function the location and the bag of each class
          help: take the location first and then what each class gives, as in `\slf.\x. {x}`
        error[EV0215]: `Prior(self)` has no meaning in a composition of bags
          2:37 `Prior(self)` only `o` gives a function its prior values
          help: compose with `o`, as in `f o (X, Prior(self))`
    "#]],
    );
    check_errors(
        &above("class C = (\\slf.\\n. {n + 1}) O m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:22 `n` this is `Int Bag`
              2:24 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Int Bag`
              help: this has several such values: apply a function to each of them
        "#]],
    );
}
