//! Small specifications that unfold to more than any memory or stack holds.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::kit::{check_refused, try_lower};

fn too_many() -> Expect {
    expect![[r#"
        a specification that unfolds to more than 200,000 parts is not compiled by this version
    "#]]
}

fn too_deep() -> Expect {
    expect![[r#"
        a specification that unfolds to something nested this deeply is not compiled by this version
    "#]]
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (1..=count).map(line).collect()
}

#[test]
fn branches_of_elements() {
    let send = "if x > 1 then ou'send c 1 else ou'send c 0";
    let elements = vec![send; 20].join("; ");
    check_refused(&format!(r"main (\l.\x. {{{elements}}}) o a'base"), &too_many());
}

#[test]
fn branches_of_functions() {
    let lets = lines(20, |i| format!(r"let f{i} = if x > {i} then (\y. y) else (\y. y + 1) in "));
    check_refused(&format!(r"main (\l.\x. {lets} {{ou'send l (f1 x)}}) o a'base"), &too_many());
}

#[test]
fn initial_states() {
    let lets = lines(26, |i| format!("let a{i} = a{0} + a{0} in ", i - 1));
    let state = format!(r"State (\l. let a0 = 1 / 1 in {lets} a26, \l.\x.\s. x, a'base)");
    let text = format!("class S = {state} ;; main (\\l.\\x.\\s.{{}}) o (a'base, S)");
    check_refused(&text, &too_many());
}

#[test]
fn constants() {
    let lets = lines(24, |i| format!("let f{i} = f{0} + f{0} ;;\n", i - 1));
    let main = r"main (\l.\x. {ou'send l f24}) o a'base";
    check_refused(&format!("let f0 = p ;; {lets} {main}"), &too_many());
}

#[test]
fn chains_of_classes() {
    let class = |i| format!("class K{i} = (\\l.\\x. {{x}}) o K{} ;;\n", i - 1);
    let main = |last| format!(r"main (\l.\x. {{ou'send l x}}) o K{last}");
    let text = |n| format!("class K0 = a'base ;; {} {}", lines(n, class), main(n));
    check_refused(&text(500), &too_deep());
    try_lower(&text(20)).expect("a chain that people write");
}

#[test]
fn chains_of_classes_that_are_named_in_order() {
    let class = |i| format!("class K{i} = (\\l.\\x. {{x}}) o K{} ;;\n", i - 1);
    let mut all = String::from("class All = K0");
    for i in (20..=400).step_by(20) {
        write!(all, " || K{i}").expect("a string takes all text");
    }
    let main = r"main (\l.\x. {ou'send l x}) o All";
    let text = format!("class K0 = a'base ;; {} {all} ;; {main}", lines(400, class));
    check_refused(&text, &too_deep());
}

#[test]
fn classes_named_twice() {
    let class = |i| format!("class K{i} = K{0} || K{0} ;;\n", i - 1);
    let main = r"main (\l.\x. {ou'send l x}) o K30";
    check_refused(
        &format!("class K0 = a'base ;; {} {main}", lines(30, class)),
        &expect![[r#"
            a class that unfolds to more than 200,000 parts is not compiled by this version
        "#]],
    );
}

#[test]
fn chains_of_functions() {
    let function = |i| format!("let f{i} x = f{} x ;;\n", i - 1);
    let text = |n| {
        let main = format!(r"main (\l.\x. {{ou'send l (f{n} x)}}) o a'base");
        format!("let f0 x = x + 1 ;; {} {main}", lines(n, function))
    };
    check_refused(&text(1000), &too_deep());
    try_lower(&text(20)).expect("a chain that people write");
}

#[test]
fn chains_of_elements() {
    let elements = vec!["if x > 1 then ou'send l x else ou'send l x"; 1000].join("; ");
    check_refused(&format!(r"main (\l.\x. {{{elements}}}) o a'base"), &too_deep());
}

/// What is just within the bounds is lowered on the stack of this thread.
#[test]
fn bounds_hold_on_a_small_stack() {
    for n in (40..=300).step_by(10) {
        let class = |i| format!("class K{i} = (\\l.\\x.\\y. {{x}}) o (K{}, a'base) ;;\n", i - 1);
        let main = format!(r"main (\l.\x. {{ou'send l x}}) o K{n}");
        let _ = try_lower(&format!("class K0 = a'base ;; {} {main}", lines(n, class)));

        let class = |i| format!("class K{i} = K{} || b'base ;;\n", i - 1);
        let named = (20..n).step_by(20).fold(String::new(), |all, i| all + &format!("K{i} || "));
        let main = format!(r"main (\l.\x. {{ou'send l 1}}) o ({named} K{n})");
        let _ = try_lower(&format!("class K0 = b'base ;; {} {main}", lines(n, class)));

        let sum = vec!["x"; n / 2].join(" + ");
        let _ = try_lower(&format!(r"main (\l.\x. {{ou'send l ({sum})}}) o a'base"));

        let function = |i| format!("let f{i} x = if x > {i} then f{} x else x ;;\n", i - 1);
        let main = format!(r"main (\l.\x. {{ou'send l (f{n} x)}}) o a'base");
        let _ = try_lower(&format!("let f0 x = x + 1 ;; {} {main}", lines(n, function)));

        let function = |i| format!("let f{i} l x = if x > {i} then f{} l x else {{}} ;;\n", i - 1);
        let first = "let f0 l x = {ou'send l x} ;;";
        let _ = try_lower(&format!("{first} {} main f{n} o a'base", lines(n, function)));
    }
}

#[test]
fn long_bags_without_branches() {
    let elements = vec!["ou'send l x"; 2000].join("; ");
    try_lower(&format!(r"main (\l.\x. {{{elements}}}) o a'base")).expect("nothing is nested");
}
