//! Properties, assumptions and guarantees: what they accept and what is said about the rest.

use expect_test::expect;

use super::check_errors;

const COUNTER: &str = "input tick : Int
class Total = State (\\slf. 0, \\slf. \\k. \\total. total + k, tick'base) ;;
class From n = State (\\slf. n, \\slf. \\k. \\total. total + k, tick'base) ;;
";

#[track_caller]
fn errors(text: &str, expect: expect_test::Expect) {
    check_errors(&format!("{COUNTER}{text}"), expect);
}

#[test]
fn a_property_observes_a_class() {
    errors(
        "let n = 1 ;;
         invariant a on t in n == t > 0 ;;
         invariant b on t in From == t > 0 ;;
         invariant c on t in tick == t > 0 ;;
         invariant d on t in Totla == t > 0 ;;",
        expect![[r#"
            error[EV0201]: `n` is not an event class
              5:30 `n` this is `Int`
              = expected an event class
              =    found `Int`
              help: a property observes a class: name one defined with `class`
            error[EV0201]: `From` needs more arguments to be a class
              6:30 `From` this is `Int -> Int Class`
              = expected an event class
              =    found `Int -> Int Class`
              help: add a variable for each argument, as in `in From x`
            error[EV0101]: `tick` is a message, and a message is no value
              7:30 `tick` the name of a message
              1:7 `tick` declared here
              help: the class of its bodies is `tick'base`
            error[EV0101]: unknown name `Totla`
              8:30 `Totla` nothing in scope has this name
              help: did you mean `Total`?
        "#]],
    );
}

#[test]
fn the_arguments_of_a_class_are_as_many_as_it_takes() {
    errors(
        "invariant a on t in Total x == t > x ;;
         invariant b on t in From x y z == t > x & z ;;
         invariant c on t in From (x, y) == t > 0 ;;
         invariant d on t in From _ == t > 0 ;;",
        expect![[r#"
            error[EV0201]: `Total` is given too many arguments
              4:27 `x` has no argument to match
              = expected no arguments
              =    found 1
              help: remove the surplus patterns: values of the class are matched after `on`
            error[EV0201]: `From` is given too many arguments
              5:37 `y` has no argument to match
              = expected 1 argument
              =    found 3
              help: remove the surplus patterns: values of the class are matched after `on`
            error[EV0201]: type mismatch
              6:35 `(x, y)` this matches `'a * 'b`
              6:30 `From` `From` takes this type
              = expected `Int`
              =    found `'a * 'b`
              help: match values of `Int` with a variable
        "#]],
    );
}

#[test]
fn patterns_match_the_values_of_the_class() {
    errors(
        "invariant a on (t, u) in Total == t > u ;;
         ordering b on t then () in Total == t > 0 ;;
         progress c on t1 then t2 in Total with (k, l) in tick'base and condition (s). k > s
           == t1 < t2 ;;
         progress d on t1 then t2 in Total with k in tick'base and condition (()). k > 0
           == t1 < t2 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              4:16 `(t, u)` this matches `'a * 'b`
              4:26 `Total` the class has values of this type
              = expected `Int`
              =    found `'a * 'b`
              help: match values of `Int` with a variable
            error[EV0201]: type mismatch
              5:31 `()` this matches `Unit`
              5:37 `Total` the class has values of this type
              = expected `Int`
              =    found `Unit`
              help: match values of `Int` with a variable
            error[EV0201]: type mismatch
              6:49 `(k, l)` this matches `'a * 'b`
              6:59 `tick'base` the class has values of this type
              = expected `Int`
              =    found `'a * 'b`
              help: match values of `Int` with a variable
            error[EV0201]: type mismatch
              8:79 `()` this matches `Unit`
              8:38 `Total` the class has values of this type
              = expected `Int`
              =    found `Unit`
              help: match values of `Int` with a variable
        "#]],
    );
}

#[test]
fn what_is_only_claimed_to_exist_is_unknown_to_the_statement() {
    errors(
        "progress a on t1 then t2 in Total with k in tick'base and condition (s). k > s
           == t1 < t2 + k ;;
         progress b on t1 then t2 in Total with k in tick'base and condition (s). t1 > s
           == t1 < t2 ;;
         memory c on t1 then t2 in Total with k in tick'base == t1 < t2 + k ;;",
        expect![[r#"
            error[EV0101]: unknown name `k`
              5:25 `k` nothing in scope has this name
              help: declare `k` above, as a `parameter` or with `let`
            error[EV0101]: unknown name `t1`
              6:83 `t1` nothing in scope has this name
              help: declare `t1` above, as a `parameter` or with `let`
        "#]],
    );
}

#[test]
fn a_statement_is_a_proposition() {
    errors(
        "invariant a on t in Total == t + 1 ;;",
        expect![[r#"
            error[EV0214]: this is not a proposition
              4:30 `t + 1` this is `Int`
              = expected a proposition or a `Bool`
              =    found `Int`
              help: compare it with a value, as in `x = y`
        "#]],
    );
}

#[test]
fn a_property_has_a_name_of_its_own() {
    errors(
        "invariant a on t in Total == t > 0 ;;
         ordering a on t1 then t2 in Total == t1 < t2 ;;",
        expect![[r#"
            error[EV0115]: two properties have the name `a`
              5:19 `a` the second
              4:11 `a` the first
              help: give one of the two another name
        "#]],
    );
}

#[test]
fn assumptions_and_guarantees_name_propositions() {
    errors(
        "let holds = 1 = 1 ;;
         let small n = n < 10 ;;
         assume holds unknown
         guarantee small holds",
        expect![[r#"
            error[EV0214]: `holds` is not a proposition
              6:17 `holds` this is `Bool`
              = expected `Prop`
              =    found `Bool`
              help: define `holds` as a statement with `forall`, or as `assert (…)`
            error[EV0101]: unknown name `unknown`
              6:23 `unknown` nothing in scope has this name
              help: declare `unknown` above, as a `parameter` or with `let`
            error[EV0214]: `small` is not a proposition
              7:20 `small` this is `Int -> Bool`
              = expected `Prop`
              =    found `Int -> Bool`
              help: define it as a statement, as in `let small : Prop = forall …`
            error[EV0214]: `holds` is not a proposition
              7:26 `holds` this is `Bool`
              = expected `Prop`
              =    found `Bool`
              help: define `holds` as a statement with `forall`, or as `assert (…)`
        "#]],
    );
}
