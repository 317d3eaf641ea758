//! Bags that are known when running: broadcasts, and compositions whose function gives one.

use expect_test::expect;

use super::kit::{check_ir, check_refused};

#[test]
fn a_broadcast_sends_to_each_location() {
    check_ir(
        r"main (\l.\x. ou'broadcast ls (x + 1)) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                let part = body + 1
                for to in ls
                  send ou part to to

              only a sends ou
        "#]],
    );
}

#[test]
fn a_delayed_broadcast_in_a_branch() {
    check_ir(
        r"main (\l.\(x, t). if t then ou''broadcast x {l; c} x else {}) o b'base",
        &expect![[r#"
            machine main where true

              on b (x, t)
                if t
                  for to in {self; c}
                    send ou x to to after x

              only b sends ou
        "#]],
    );
}

#[test]
fn the_elements_of_a_bag_are_values_of_the_composition() {
    check_ir(
        r"class Known = State (\l. {}, \l.\x.\s. if x > p then {x} else s, a'base) ;;
          class Each = (\l.\x.\s. s) o (a'base, Known) ;;
          main (\l.\x.\y.{ou'send l (x + y)}) o (Each, a'base)",
        &expect![[r#"
            machine main where true
              variable Known : Int Bag = {}

              on a body
                if body > p
                  Known := {body}
                for x in after Known
                  send ou (x + body) to self

              only a affects Known
              only a sends ou
        "#]],
    );
}

#[test]
fn a_loop_changes_no_state() {
    check_refused(
        r"class Each = (\l.\x. {x; x + 1}) o a'base ;;
          class Far = (\l.\(x, t). ls) o b'base ;;
          class S = State (\l. 0, \l.\there.\s. s + 1, Far) ;;
          main (\l.\x.\s.{ou'send l s}) o (Each, S)",
        &expect![[r#"
            a state that several transitions change at once is not compiled by this version
        "#]],
    );
}
