//! Includes: arguments, messages in common, and all that can be wrong with them.

use evc_base::{FileId, SourceMap};
use evc_syntax::ast::ItemKind;
use expect_test::{Expect, expect};
use smol_str::SmolStr;

use super::{FILE, check_wording, render_in};
use crate::hir::{DefKind, Hir};
use crate::{Includes, Library, NotIncluded, Others, analyse_with, dump};

/// The texts of a program: the specification first, then those it may include, by name.
fn analysed(files: &[(&str, &str)]) -> (Hir, String) {
    let mut sources = SourceMap::new();
    let mut includes = Includes::default();
    let mut programs = Vec::new();
    for (name, text) in files {
        let file = sources.add(*name, *text);
        let (program, found) = evc_syntax::parse(file, text);
        assert_eq!(render_in(&sources, &found), "");
        programs.push((file, program));
    }
    let library = evc_syntax::parse(FileId(99), LIBRARY).0;
    for (by, program) in &programs {
        for item in &program.items {
            if let ItemKind::Include { file, .. } = &item.kind {
                let place = files.iter().position(|(name, _)| *name == file.text);
                let missing = || NotIncluded::Missing(vec![format!("{}.evml", file.text)]);
                let found = place.map(|at| FileId(at as u32)).ok_or_else(missing);
                includes.name(*by, SmolStr::clone(&file.text), found);
            }
        }
        includes.add(*by, program.clone());
    }
    let (_, root) = programs.first().expect("there is a specification");
    let library = Library { files: &[library], ..Library::default() };
    let others = Others { library, includes: &includes };
    let (hir, found) = analyse_with(root, others);
    check_wording(&found);
    let shown = render_in(&sources, &found);
    (hir, shown)
}

const LIBRARY: &str = "constant mk-deq : ('a -> 'a -> Bool) -> 'a Deq
let imax (a : Int) (b : Int) = if a > b then a else b ;;";

/// The findings and the types of the specification itself.
#[track_caller]
fn check(files: &[(&str, &str)], expect: Expect) {
    let (hir, found) = analysed(files);
    expect.assert_eq(&format!("{found}{}", dump::types(&hir, FILE)));
}

/// Everything that includes add to the tree of a program without findings.
#[track_caller]
fn check_tree(files: &[(&str, &str)], expect: Expect) {
    let (hir, found) = analysed(files);
    assert_eq!(found, "");
    let mut out = String::new();
    let of = |include: Option<crate::hir::IncludeId>| match include {
        Some(id) => format!(" of {}", hir[id].name),
        None => String::new(),
    };
    for include in &hir.includes {
        let main = include.main.map_or("no main", |id| &hir[id].name);
        out += &format!("include {}{}: {main}\n", include.name, of(include.parent));
    }
    for message in &hir.messages {
        let header = message.header.literal().map(|tokens| tokens.join(" "));
        let (direction, name) = (message.direction, &message.name);
        let ty = hir.types.show(message.ty);
        out += &format!("{direction:?} {name} {header:?} : {ty}{}\n", of(message.include));
    }
    for def in hir.defs.iter().skip(hir.library) {
        let kind = match def.kind {
            DefKind::Argument => "argument ",
            DefKind::Main => "main ",
            _ => "",
        };
        let ty = hir.types.show(def.scheme.ty);
        out += &format!("{kind}{} : {ty}{}\n", def.name, of(def.include));
    }
    expect.assert_eq(&out);
}

/// A specification with parameters of most kinds.
const ECHO: &str = "specification echo
import imax
parameter T, same : Type * T Deq
parameter servers : Loc Bag
parameter limit : Int
parameter unused : Bool
parameter ask : Tok List
variable n : Int
input ask, ask : Loc * T
internal wake : Int
output answer : T
let reply slf (who, x) = {answer'send who x; wake'send slf (imax limit 1)} ;;
main (reply o ask'base) @ servers";

#[test]
fn arguments_stand_for_parameters() {
    check_tree(
        &[
            (
                "root",
                "specification top
                 parameter here : Loc parameter d : Int Deq
                 input question : Loc * Int
                 include echo where type T = Int and same = d and servers = {here}
                   and limit = (2 + 3) and ask = ``question``
                 input answer : Int
                 let n = true ;;
                 main echo_main",
            ),
            ("echo", ECHO),
        ],
        expect![[r#"
            include echo: echo_main
            Input question Some("question") : Loc * Int
            Internal wake Some("echo wake") : Int of echo
            Internal answer Some("answer") : Int
            argument same : Int Deq of echo
            argument servers : Loc Bag of echo
            argument limit : Int of echo
            argument ask : Tok List of echo
            reply : Loc -> Loc * Int -> Interface Bag of echo
            main echo_main : Interface Class of echo
            n : Bool
        "#]],
    );
    check(
        &[
            (
                "root",
                "parameter s : Loc parameter d : Int Deq include echo where type T = Int and same = d
                 and servers = {s} and limit = 1 and ask = ``q`` main echo_main",
            ),
            ("echo", ECHO),
        ],
        expect![[r#"
            parameter s : Loc
            parameter d : Int Deq
            echo_main : Interface Class
            main : Interface Class
        "#]],
    );
}

#[test]
fn arguments_that_are_missing_or_too_many() {
    check(
        &[("root", "include echo where servers = {} main echo_main"), ("echo", ECHO)],
        expect![[r#"
            error[EV0113]: `include echo` misses arguments for `type T`, `limit`, `ask`
              1:9 `echo` its main class depends on more than it is given
              help: write `include echo where type T = …`, with `and` between arguments
            echo_main : Interface Class
            main : Interface Class
        "#]],
    );
    check(
        &[
            (
                "root",
                "parameter d : Int Deq
                 include echo where type T = Int and same = d and servers = {} and limits = 1
                 and limit = 2 and ask = ``q`` and zzz = nothing and limit = 3
                 and interface wake = ``w`` main echo_main",
            ),
            ("echo", ECHO),
        ],
        expect![[r#"
            warning[EV0114]: the included file has no parameter `limits`
              2:84 `limits` has no effect
              help: did you mean `limit`?
            warning[EV0114]: the included file has no parameter `zzz`
              3:52 `zzz` has no effect
              help: remove the argument
            error[EV0113]: `limit` is given twice
              3:70 `limit` given again here
              3:22 `limit` first given here
              help: remove one of the two
            error[EV0113]: an `interface` argument has no meaning
              4:32 `wake` headers cannot be renamed from outside
              help: give the message a header parameter in the included file, and write `wake = …`
            parameter d : Int Deq
            echo_main : Interface Class
            main : Interface Class
        "#]],
    );
    check(
        &[
            (
                "root",
                "parameter d : Int Deq
                 include echo where T = 1 and same = d and servers = {} and type limit = Int
                 and ask = ``q`` main echo_main",
            ),
            ("echo", ECHO),
        ],
        expect![[r#"
            error[EV0113]: `T` is a type parameter and is given a value
              2:37 `T` given a value
              echo:3:11 `T` the parameter
              help: write `type T = …`
            error[EV0113]: `limit` is a value parameter and is given a type
              2:82 `limit` given a type
              echo:5:11 `limit` the parameter
              help: write `limit = …`
            parameter d : Int Deq
            echo_main : Interface Class
            main : Interface Class
        "#]],
    );
}

#[test]
fn arguments_of_the_wrong_type() {
    check(
        &[
            (
                "root",
                "include echo where type T = Bool and same = (\\x. \\y. x = y + 1) and servers = 1
                 and limit = zzz and ask = ``q`` main echo_main",
            ),
            ("echo", ECHO),
        ],
        expect![[r#"
            error[EV0201]: type mismatch
              1:45 `(\x. \y. x = y + 1)` this is `Int -> Int -> Bool`
              echo:3:14 `same` the parameter has this type
              = expected `Bool -> Bool -> Bool`
              =    found `Int -> Int -> Bool`
              help: write an expression of type `Bool -> Bool -> Bool` here
            error[EV0201]: type mismatch
              1:79 `1` this is `Int`
              echo:4:11 `servers` the parameter has this type
              = expected `Loc Bag`
              =    found `Int`
              help: write an expression of type `Loc Bag` here
            error[EV0101]: unknown name `zzz`
              2:30 `zzz` nothing in scope has this name
              help: declare `zzz` above, as a `parameter` or with `let`
            echo_main : Interface Class
            main : Interface Class
        "#]],
    );
}

#[test]
fn a_function_for_a_decider() {
    let deciding = "specification s parameter T, d : Type * T Deq parameter x : T
        output out : Bool main (\\l. {out'send l (eqof d x x)}) o ()";
    check(
        &[
            (
                "root",
                "include s where type T = Int and d = (\\a. \\b. a = b) and x = 1 main s_main",
            ),
            ("s", deciding),
        ],
        expect![[r#"
            warning[EV0216]: this function is taken for a decider of equality
              1:38 `(\a. \b. a = b)` the parameter is a `Int Deq`
              help: give a decider, such as `(op =)`, unless the function holds exactly for equal values
            s_main : Interface Class
            main : Interface Class
        "#]],
    );
    let comparing = "specification s parameter f : Int -> Int -> Bool
        output out : Bool main (\\l. {out'send l (f 1 2)}) o ()";
    check(
        &[("root", "parameter d : Int Deq include s where f = d main s_main"), ("s", comparing)],
        expect![[r#"
            parameter d : Int Deq
            s_main : Interface Class
            main : Interface Class
        "#]],
    );
}

#[test]
fn implementations_and_families() {
    check(
        &[
            (
                "root",
                "parameter impl : (Int, Bool) map-sig
                 type 'a pair = 'a * 'a
                 include s where M = impl and type F = List and type G = pair main s_main",
            ),
            (
                "s",
                "specification s [map] M : Int, Bool
                 parameter 'a F : Type parameter 'a G : Type
                 parameter unused : Int F
                 input i : Int F
                 output out : Bool G
                 main (\\l. \\xs. {out'send l (M'inDom 1 M'empty, true)}) o i'base",
            ),
        ],
        expect![[r#"
            parameter impl : (Int, Bool) map-sig
            s_main : Interface Class
            main : Interface Class
        "#]],
    );
    check(
        &[
            ("root", "include s where type F = Int main s_main"),
            (
                "s",
                "specification s parameter 'a F : Type input i : Int F output out : Int F
                main (\\l. \\x. {out'send l x}) o i'base",
            ),
        ],
        expect![[r#"
            error[EV0113]: this type does not take the types that the parameter takes
              1:26 `Int` must be the name of a type that takes a type
              help: write the name alone, as in `type T = List`
            s_main : Interface Class
            main : Interface Class
        "#]],
    );
}

#[test]
fn messages_in_common() {
    let server = "specification server input ask : Loc output reply : Int
        main (\\l. \\c. {reply'send c 1}) o ask'base";
    let client = "specification client input reply : Int output ask : Loc
        main (\\l. \\n. {ask'send l l}) o reply'base";
    check_tree(
        &[
            ("root", "include server include client main server_main || client_main"),
            ("server", server),
            ("client", client),
        ],
        expect![[r#"
            include server: server_main
            include client: client_main
            Internal ask Some("ask") : Loc of server
            Internal reply Some("reply") : Int of server
            main server_main : Interface Class of server
            main client_main : Interface Class of client
        "#]],
    );
    let other = client.replace("reply : Int", "reply : Bool");
    check(
        &[
            ("root", "include server include client main server_main || client_main"),
            ("server", server),
            ("client", &other),
        ],
        expect![[r#"
            error[EV0106]: the messages with the header ``reply`` have different bodies
              client:1:28 `reply` this has `Bool`
              server:1:45 `reply` the other specification has `Int`
              1:24 `client` included here
              help: messages with one header are one message: give both one type, or other headers
            server_main : Interface Class
            client_main : Interface Class
            main : Interface Class
        "#]],
    );
}

#[test]
fn findings_inside() {
    check(
        &[
            ("root", "include s main s_main"),
            (
                "s",
                "specification s
                 input i : Int output out : Int
                 let f x = x + zzz ;;
                 main (\\l. \\x. {out'send l true}) o i'base",
            ),
        ],
        expect![[r#"
            error[EV0101]: unknown name `zzz`
              s:3:32 `zzz` nothing in scope has this name
              1:9 `s` included here
              help: declare `zzz` above, as a `parameter` or with `let`
            error[EV0201]: type mismatch
              s:4:44 `true` this is `Bool`
              s:4:33 `out'send l` the function is `Int -> Interface`
              1:9 `s` included here
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
            s_main : Interface Class
            main : Interface Class
        "#]],
    );
}

#[test]
fn files_that_are_not_there() {
    check(
        &[("root", "include nowhere main nowhere_main || other_main")],
        expect![[r#"
        error[EV0110]: there is no file for `include nowhere`
          1:9 `nowhere` not found
          = looked for `nowhere.evml`
          help: an included file stands beside the one that includes it: write its name without the ending
        main : Interface Class
    "#]],
    );
    check(
        &[("root", "include s main s_main"), ("s", "let f = 1 ;;")],
        expect![[r#"
        error[EV0113]: `include s` includes a file without `main`
          1:9 `s` an include only gives access to a main class
          help: end the included file with `main X`, where `X` produces instructions
        main : Interface Class
    "#]],
    );
}

const LEAF: &str = "specification leaf parameter k : Int input i : Int output out : Int
    main (\\l. \\x. {out'send l (x + k)}) o i'base";

#[test]
fn the_same_twice() {
    let twice = "include leaf where k = 1 include leaf where k = 2 main leaf_main";
    check(
        &[("root", twice), ("leaf", LEAF)],
        expect![[r#"
        error[EV0112]: the specification `leaf` is included twice
          1:34 `leaf` included again
          1:9 `leaf` included first
          help: its internal messages would be the same: use the first `leaf_main`
        leaf_main : Interface Class
        main : Interface Class
    "#]],
    );
    let one = "specification one include leaf where k = 1 main leaf_main";
    let two = "specification two include leaf where k = 2 main leaf_main";
    check(
        &[
            ("root", "include one include two main one_main || two_main"),
            ("one", one),
            ("two", two),
            ("leaf", LEAF),
        ],
        expect![[r#"
            error[EV0112]: the specification `leaf` is included twice
              two:1:27 `leaf` included again
              one:1:27 `leaf` included first
              1:21 `two` included here
              help: its internal messages would be the same: use the first `leaf_main`
            one_main : Interface Class
            two_main : Interface Class
            main : Interface Class
        "#]],
    );
    check(
        &[("root", "specification leaf include leaf where k = 1 main leaf_main"), ("leaf", LEAF)],
        expect![[r#"
            error[EV0112]: the specification `leaf` is included twice
              1:28 `leaf` included again
              1:15 `leaf` the including specification has this name
              help: its internal messages would be the same: use the first `leaf_main`
            main : Interface Class
        "#]],
    );
}

#[test]
fn includes_inside_includes() {
    check_tree(
        &[
            ("root", "include middle where j = 5 main middle_main"),
            (
                "middle",
                "specification middle parameter j : Int include leaf where k = (j + 1)
                 class k = leaf_main ;; main k",
            ),
            ("leaf", LEAF),
        ],
        expect![[r#"
            include middle: middle_main
            include leaf of middle: leaf_main
            Input i Some("i") : Int of leaf
            Output out Some("out") : Int of leaf
            argument j : Int of middle
            argument k : Int of leaf
            main leaf_main : Interface Class of leaf
            k : Interface Class of middle
            main middle_main : Interface Class of middle
        "#]],
    );
}

#[test]
fn cycles() {
    check(
        &[
            ("root", "specification a include b main b_main"),
            ("b", "specification b include c main c_main"),
            ("c", "specification c include root main a_main"),
        ],
        expect![[r#"
            error[EV0111]: `include root` includes a file in itself
              c:1:25 `root` leads back here
              1:25 `b` includes `b`
              b:1:25 `c` includes `c`
              help: move what both need to a third file that includes neither
            b_main : Interface Class
            main : Interface Class
        "#]],
    );
    check(
        &[("root", "include root main root_main")],
        expect![[r#"
        error[EV0111]: `include root` includes a file in itself
          1:9 `root` leads back here
          help: move what both need to a third file that includes neither
        main : Interface Class
    "#]],
    );
    check(
        &[("root", "include b main b_main"), ("b", "specification b include b main b_main")],
        expect![[r#"
            error[EV0111]: `include b` includes a file in itself
              b:1:25 `b` leads back here
              1:9 `b` included here
              help: move what both need to a third file that includes neither
            b_main : Interface Class
            main : Interface Class
        "#]],
    );
}

#[test]
fn names_stay_apart() {
    check(
        &[
            (
                "root",
                "let secret = 1 ;; parameter leaf_main : Int
                 include leaf where k = secret main leaf_main",
            ),
            ("leaf", LEAF),
        ],
        expect![[r#"
            error[EV0103]: `leaf_main` is already declared
              2:26 `leaf` declared again here
              1:29 `leaf_main` first declared here
              help: give one of the two another name
            secret : Int
            parameter leaf_main : Int
            leaf_main : Interface Class
            main : Interface Class
        "#]],
    );
    check(
        &[
            ("root", "let outside = 1 ;; include s let x = inside ;; main s_main"),
            (
                "s",
                "specification s output out : Int let inside = outside ;;
                main (\\l. {out'send l inside}) o ()",
            ),
        ],
        expect![[r#"
            error[EV0101]: unknown name `outside`
              s:1:47 `outside` nothing in scope has this name
              1:28 `s` included here
              help: declare `outside` above, as a `parameter` or with `let`
            error[EV0101]: unknown name `inside`
              1:38 `inside` nothing in scope has this name
              help: declare `inside` above, as a `parameter` or with `let`
            outside : Int
            s_main : Interface Class
            x : 'a
            main : Interface Class
        "#]],
    );
}
