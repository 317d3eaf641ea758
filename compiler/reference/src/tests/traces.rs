//! The two conformance traces of the language reference (section 4.13), outputs in order.

use evc_runtime::Value;

use super::kit::{at_n, int, loc, reference};

const HEAD: &str = "specification sem
    parameter n : Loc
    parameter c : Loc
    input a : Int
    input b : Int
    input z : Unit
    output ou : Int * (Int * Int)
    ";

/// Messages with the outputs of each as the reference writes them: `k:(x,y)`, or a text.
fn check(text: &str, table: &[(&str, Value, &str)]) {
    let reference = reference(&format!("{HEAD}{text}"), vec![loc("n"), loc("c")]);
    let messages: Vec<_> = table.iter().map(|(header, body, _)| (*header, body.clone())).collect();
    let found = at_n(&reference, &messages);
    for ((header, body, expected), found) in table.iter().zip(found) {
        assert_eq!(abbreviated(&found), *expected, "{header} {body}");
    }
}

/// `(k, x, y)` as `k:(x,y)`.
fn abbreviated(outputs: &str) -> String {
    let compact = outputs.replace(", ", ",").replace("sem me ", "me ");
    let words = compact.split(' ').map(|word| match word.strip_prefix('(') {
        Some(rest) => rest.replacen(',', ":(", 1),
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn trace_a() {
    let text = r"
        class St  = State(\l.0, \l.\x.\s.s+x, a'base, \l.\x.\s.s*x, b'base) ;;
        class Me  = Memory(\l.0, \l.\x.\s.s+x, a'base, \l.\x.\s.s*x, b'base) ;;
        class One = (\l.\s.{ou'send c (1,(s,0))}) o St ;;
        class Two = (\l.\s.{ou'send c (2,(s,0))}) o Me ;;
        class Thr = (\l.\x.{ou'send c (3,(x,0))}) o (a'base until b'base) ;;
        class Fou = (\l.\x.{ou'send c (4,(x,0))}) o (Once(a'base)) ;;
        class Sub x = (\l.\y.{ou'send c (5,(x,y))}) o a'base ;;
        class Fiv = a'base >>= Sub ;;
        class Six = Output(\l.{ou'send c (6,(0,0))}) ;;
        class Sev = b'base >>= (\x.Output(\l.{ou'send c (7,(x,0))})) ;;
        class Eig = (\l.\x.\s.{ou'send c (8,(x,s))}) o ((a'base || b'base), Me) ;;
        class Nin = a'base >>= (\x.(\l.\s.{ou'send c (9,(x,s))})
            o (State(\l.0, \l.\y.\s.s+1, a'base))) ;;
        main (One || Two || Thr || Fou || Fiv || Six || Sev || Eig || Nin) @ {n}";
    check(
        text,
        &[
            ("a", int(1), "1:(1,0) 2:(0,0) 3:(1,0) 4:(1,0) 5:(1,1) 6:(0,0) 8:(1,0) 9:(1,1)"),
            ("z", Value::Unit, "1:(1,0) 2:(1,0) 9:(1,1)"),
            ("a", int(5), "1:(6,0) 2:(1,0) 3:(5,0) 5:(1,5) 5:(5,5) 8:(5,1) 9:(1,2) 9:(5,1)"),
            ("b", int(3), "1:(18,0) 2:(6,0) 7:(3,0) 8:(3,6) 9:(1,2) 9:(5,1)"),
            (
                "a",
                int(7),
                "1:(25,0) 2:(18,0) 5:(1,7) 5:(5,7) 5:(7,7) 8:(7,18) 9:(1,3) 9:(5,2) 9:(7,1)",
            ),
            ("b", int(2), "1:(50,0) 2:(25,0) 7:(2,0) 8:(2,25) 9:(1,3) 9:(5,2) 9:(7,1)"),
        ],
    );
}

#[test]
fn trace_b() {
    let text = r"
        internal me : Int
        class One = (\l.\s.{ou'send c (1,(s,0))})
            o (State (\l.0, \l.\x.\s.s+x, a'base, \l.\x.\s.(s+1)*10, a'base)) ;;
        class Two = (\l.\s.{ou'send c (2,(s,0))})
            o (Memory(\l.0, \l.\x.\s.s+x, a'base, \l.\x.\s.(s+1)*10, a'base)) ;;
        class Thr = (\l.\x.{ou'send c (3,(x,0))}) o ((a'base || b'base) until b'base) ;;
        class P k = (\l.\x.{x+k}) o a'base ;;
        class Fou = (\l.\x.\y.{ou'send c (4,(x,y))}) o ((a'base || P 100), (a'base || P 200)) ;;
        class Fiv = (a'base || a'base) >>= (\x.(\l.\y.{ou'send c (5,(x,y))}) o b'base) ;;
        class Six = (\l.\x.{me'send l (x+1); me'send c (x+1)}) o a'base ;;
        class Ten = (\l.\x.\y.{ou'send c (10,(x,y))}) o (Once(a'base), b'base || a'base) ;;
        class Ele = (\l.\x.\y.{ou'send c (11,(x,y))}) o (Output(\l.{0}), a'base) ;;
        class Twe = (\l.\x.{ou''send 50 c (12,(x,0))}) o a'base ;;
        main (One || Two || Thr || Fou || Fiv || Six || Ten || Ele || Twe) @ {n}";
    check(
        text,
        &[
            (
                "a",
                int(1),
                "1:(1,0) 1:(10,0) 2:(0,0) 3:(1,0) 4:(1,1) 4:(1,201) 4:(101,1) 4:(101,201) \
                 me 2->n me 2 10:(1,1) 11:(0,1) 12:(1,0)@50",
            ),
            (
                "a",
                int(2),
                "1:(3,0) 1:(12,0) 1:(20,0) 1:(110,0) 2:(1,0) 2:(10,0) 3:(2,0) 4:(2,2) 4:(2,202) \
                 4:(102,2) 4:(102,202) me 3->n me 3 12:(2,0)@50",
            ),
            (
                "b",
                int(3),
                "1:(3,0) 1:(12,0) 1:(20,0) 1:(110,0) 2:(3,0) 2:(12,0) 2:(20,0) 2:(110,0) 3:(3,0) \
                 5:(1,3) 5:(1,3) 5:(2,3) 5:(2,3)",
            ),
        ],
    );
}
