//! What formatted texts look like.

use evc_base::FileId;
use expect_test::{Expect, expect};

use super::laws;
use crate::format;

/// Formats a text, checks the laws on it and compares the result.
#[track_caller]
fn check(text: &str, expect: Expect) {
    laws::check(text);
    let formatted = format(FileId(0), text).unwrap();
    expect.assert_eq(&formatted);
    for line in formatted.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn declarations() {
    check(
        "specification   ring;; parameter nodes:Loc Bag ;;
parameter T,d:Type*T Deq parameter limit : Int | (limit>0 /\\ true)



input a:Int   (* the first *)
input   b , ``b c``: Int*Loc ;;
[set] S:Int [map] M:Int,Bool
type ('a,'b) pair='a*'b
data tree = leaf of Int | node of tree * tree | another_constructor of Int | the_last_one of tree List ;;
variable x y:Int  import bag-map   list-size ;;
infix 4 <+> ;; infixr ^^
typeof(x)
include paxos where x = 1 and type T = Int List and interface headers = [`a`;`b c`] and another = (f x) ;;
abstype box = Int with mk x = abs_box x and get b = rep_box b ;;
",
        expect![[r#"
            specification ring
            parameter nodes : Loc Bag
            parameter T, d : Type * T Deq
            parameter limit : Int | (limit > 0 /\ true)

            input a : Int (* the first *)
            input b, ``b c`` : Int * Loc
            [set] S : Int
            [map] M : Int, Bool
            type ('a, 'b) pair = 'a * 'b
            data tree =
              leaf of Int
              | node of tree * tree
              | another_constructor of Int
              | the_last_one of tree List
            variable x y : Int
            import bag-map list-size
            infix 4 <+>
            infixr 0 ^^
            typeof (x)
            include paxos
              where x = 1
              and type T = Int List
              and interface headers = [`a`; `b c`]
              and another = (f x)
            abstype box = Int with mk x = abs_box x and get b = rep_box b ;;
        "#]],
    );
}

#[test]
fn definitions() {
    check(
        "let f x=x+1;; let (a,b):Int*Int = (1,2) ;;
let g x =
   x ;;
let infix 6 <+> p q = p+q*2 ;; let h = (1 <+> 2) * (3+(4+5)) ;;
let long_function_name (first_component, second_component) third_argument fourth_argument fifth_arg = ~5 ;;
letrec size t = if isl t then 1 else size (fst (outr t))+size (snd (outr t)) ;;",
        expect![[r#"
            let f x = x + 1 ;;
            let (a, b) : Int * Int = (1, 2) ;;
            let g x =
              x ;;
            let infix 6 <+> p q = p + q * 2 ;;
            let h = (1 <+> 2) * (3 + (4 + 5)) ;;
            let long_function_name (first_component, second_component) third_argument fourth_argument
                fifth_arg =
              ~5 ;;
            letrec size t = if isl t then 1 else size (fst (outr t)) + size (snd (outr t)) ;;
        "#]],
    );
}

#[test]
fn conditionals_and_cases() {
    check(
        "let f x y = if x > y then (x, y, true, false) else if x = y then (a_rather_long_function_name x y, y, true, true) else (y, x, false, x or y) ;;
let g x = if a_condition_that_is_long x & another_condition_that_is_long x & yet_another_condition x then {some_message'send x} else {} ;;
let h d = case d of inl (x, y) => x + y of inr z => (case z of [] => 0 of x . xs => x) ;;
let one n = case n of m => m ;;",
        expect![[r#"
            let f x y =
              if x > y then (x, y, true, false)
              else if x = y then (a_rather_long_function_name x y, y, true, true)
              else (y, x, false, x or y) ;;
            let g x =
              if a_condition_that_is_long x & another_condition_that_is_long x & yet_another_condition x
              then {some_message'send x}
              else {} ;;
            let h d =
              case d
                of inl (x, y) => x + y
                of inr z =>
                  case z
                    of [] => 0
                    of x . xs => x ;;
            let one n = case n of m => m ;;
        "#]],
    );
}

#[test]
fn classes() {
    check(
        "class A = State(\\slf.0,f,x'base);;
class B = Memory (\\slf. (0, slf, false, false), configure, config'base, join, choose::base, count, propose'base) ;;
class C = let F slf k total = if total > limit then {full'send sink (slf, total)} else {} in let G slf x = {x} in F o (tick'base, G o A) ;;
class D = Once(f o (A)) || Prior(B)?(g) until (h oo (A, B, Prior(self) ? {0})) ;;
class E = (A >>= (\\x. B x)) >> (p, q) >> f o X ;;
class Everything = FirstComponentOfTheProtocol || SecondComponentOfTheProtocol x y || (f o (A,B,C)) || Last ;;
main (FirstComponentOfTheProtocol || SecondComponentOfTheProtocol || ThirdComponentOfTheProtocol) @ nodes",
        expect![[r#"
            class A = State (\slf. 0, f, x'base) ;;
            class B =
              Memory (\slf. (0, slf, false, false),
                      configure, config'base,
                      join, choose'base,
                      count, propose'base) ;;
            class C =
              let F slf k total = if total > limit then {full'send sink (slf, total)} else {}
              in let G slf x = {x}
              in F o (tick'base, G o A) ;;
            class D = Once(f o A) || Prior(B) ? g until (h O (A, B, Prior(self) ? {0})) ;;
            class E = A >>= (\x. B x) >> (p, q) >> f o X ;;
            class Everything =
              FirstComponentOfTheProtocol || SecondComponentOfTheProtocol x y || (f o (A, B, C)) || Last ;;
            main (FirstComponentOfTheProtocol
                  || SecondComponentOfTheProtocol
                  || ThirdComponentOfTheProtocol) @ nodes
        "#]],
    );
}

#[test]
fn long_expressions() {
    check(
        "let f x = some_function (first_argument_of_it x) (second_argument_of_it x) (third_argument_of_it x) fourth ;;
let bag = {first_message'send destination (x, y); second_message'send destination (y, z); third'send d 1} ;;
let names = [alpha; beta; gamma; delta; epsilon; zeta; eta; theta; iota; kappa; lambda; my; ny; xi; omikron] ;;
let sum = alpha * beta + gamma * delta + epsilon * zeta + eta * theta + iota * kappa + lambda * my + ny ;;
let both = a_first_condition x & a_second_condition x & (a_third_condition x or a_fourth_condition x) ;;
let fold = list_accum (\\accumulator. \\(key, value). if key = wanted then value . accumulator else accumulator) nil pairs ;;",
        expect![[r#"
            let f x =
              some_function (first_argument_of_it x) (second_argument_of_it x) (third_argument_of_it x)
                fourth ;;
            let bag =
              {first_message'send destination (x, y); second_message'send destination (y, z); third'send d 1} ;;
            let names =
              [alpha; beta; gamma; delta; epsilon; zeta; eta; theta; iota; kappa; lambda; my; ny; xi;
               omikron] ;;
            let sum =
              alpha * beta + gamma * delta + epsilon * zeta + eta * theta + iota * kappa + lambda * my + ny ;;
            let both =
              a_first_condition x & a_second_condition x & (a_third_condition x or a_fourth_condition x) ;;
            let fold =
              list_accum
                (\accumulator. \(key, value). if key = wanted then value . accumulator else accumulator) nil
                pairs ;;
        "#]],
    );
}

#[test]
fn properties() {
    check(
        "main X ;; invariant positive on (n, _) in Total = n >= 0
ordering grows on n1 then n2 in Total = n1 <= n2 ;;
progress inc on n1 then n2 in Total with k in tick'base and condition (s). s < limit == n1 < n2 ;;
invariant validity on (round, value) in Decisions participants quorum == exists e : Event. exists p : Loc. (proposed'base observes (p, value) @ e) /\\ e before now => value = value ;;",
        expect![[r#"
            main X
            invariant positive on (n, _) in Total == n >= 0 ;;
            ordering grows on n1 then n2 in Total == n1 <= n2 ;;
            progress inc on n1 then n2 in Total with k in tick'base and condition (s). s < limit == n1 < n2 ;;
            invariant validity on (round, value) in Decisions participants quorum ==
              exists e : Event. exists p : Loc.
                proposed'base observes (p, value) @ e /\ e before now => value = value ;;
        "#]],
    );
}

#[test]
fn comments() {
    check(
        "(* The head. *)

specification s (* its name *)
(*****************)
(** Documented,
      on two lines. *) input a : Int
(* apart *)

let f x = (* why *)
  if x (* a condition *) then
    (* yes *) 1
  else
    (* no:
         never *)
    2 (* two *) ;; (* f ends *)
let g = [
  1; (* one *)
  (* between *)
  2  (* two *)
] ;;
let bag = {(* none *)} ;;
class X =
  A (* first *)
  (* before the bar *)
  || B (* second *)
  || C ;;
  (* indented *)
main X
(* the end *)
",
        expect![[r#"
            (* The head. *)

            specification s (* its name *)
            (*****************)
            (** Documented,
                  on two lines. *)
            input a : Int
            (* apart *)

            let f x = (* why *)
              if x (* a condition *) then (* yes *) 1
              else
                   (* no:
                        never *)
                   2 (* two *) ;; (* f ends *)
            let g =
              [1; (* one *)
               (* between *)
               2 (* two *)
              ] ;;
            let bag = {(* none *)} ;;
            class X =
              A (* first *)
              (* before the bar *)
              || B (* second *)
              || C ;;
            (* indented *)
            main X
            (* the end *)
        "#]],
    );
}

#[test]
fn parentheses() {
    check(
        "let a = ((f) (x)) + ((y * z)) ;; let b = (a or b) & c ;; let c = (a & b) or (if c then d else e) ;;
let d = f (if a then b else c) (\\x. x) (~5) ~(x) (xs/~) (::(Int List)) (op * ) ;;
let e = (case x of 1 => (case y of 2 => 3) of _ => (\\x. x)) ;;
let f = (\\x. x) : Int -> (Int -> Int) ;; let g = (A || (f o X)) @ l ;; let h = fn (x, y) => !(x) ;;
type t = (A + B) -> (C * (D * E)) ;; type u = A -> (B + C) ;; let s = [ set ] ;; let i = 0x1F + 1 ;;",
        expect![[r#"
            let a = f x + y * z ;;
            let b = (a or b) & c ;;
            let c = a & b or if c then d else e ;;
            let d = f (if a then b else c) (\x. x) ~5 ~(x) (xs/~) ::(Int List) (op * ) ;;
            let e =
              case x
                of 1 => (case y of 2 => 3)
                of _ => \x. x ;;
            let f = (\x. x) : Int -> Int -> Int ;;
            let g = (A || (f o X)) @ l ;;
            let h = \(x, y). !x ;;
            type t = (A + B) -> C * (D * E)
            type u = A -> B + C
            let s = [ set ] ;;
            let i = 0x1F + 1 ;;
        "#]],
    );
}

#[test]
fn errors_are_returned() {
    let found = format(FileId(0), "let x = ;;").unwrap_err();
    assert!(found.iter().any(evc_base::Diagnostic::is_error));
    assert_eq!(format(FileId(0), "").as_deref(), Ok(""));
    assert_eq!(format(FileId(0), " (* alone *) ").as_deref(), Ok("(* alone *)\n"));
}
