//! The commands that people use while they write: formatting and explanations, and the README's
//! own example.

use std::fs;

use expect_test::expect;

use crate::command::{Ended, SPEC, evc_reading, folder, root, run};

#[test]
fn the_example_is_formatted() {
    let Ended { status, out, err } = run(&["fmt", "--check", SPEC]);
    assert_eq!((status, out.as_str(), err.as_str()), (Some(0), "", ""));
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let text = "specification s   input a:Int (* kept *)\nlet f x=x+1;;";
    let Ended { status, out, err } = evc_reading(text.as_bytes(), &["fmt", "-"]);
    assert_eq!((status, err.as_str()), (Some(0), ""));
    expect![[r#"
        specification s
        input a : Int (* kept *)
        let f x = x + 1 ;;
    "#]]
    .assert_eq(&out);
}

#[test]
fn a_file_is_formatted_in_place_or_only_named() {
    let folder = folder("formatted");
    let file = folder.join("crooked.evml");
    fs::write(&file, "let  f x=x ;;\n").expect("the folder can be written");
    let path = file.to_str().expect("UTF-8");
    let named = run(&["fmt", "--check", path]);
    assert_eq!((named.status, named.out.trim_end()), (Some(1), path));
    assert_eq!(run(&["fmt", path]).status, Some(0));
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "let f x = x ;;\n");
    assert_eq!(run(&["fmt", "--check", path]).status, Some(0));
}

#[test]
fn a_text_with_errors_is_not_formatted() {
    let Ended { status, out, err } = evc_reading(b"let f = ;;", &["fmt", "-"]);
    assert_eq!((status, out.as_str()), (Some(1), ""));
    assert!(err.contains("EV0010"), "{err}");
}

#[test]
fn codes_are_explained() {
    let page = run(&["explain", "EV0101"]);
    assert_eq!(page.status, Some(0));
    assert!(page.out.starts_with("# EV0101"), "{}", page.out);
    assert_eq!(run(&["explain", "101"]).out, page.out);
    let unknown = run(&["explain", "EV9999"]);
    assert_eq!((unknown.status, unknown.out.as_str()), (Some(1), ""));
    let list = run(&["explain"]).out;
    assert!(list.lines().any(|line| line.starts_with("EV0101")), "{list}");
}

#[test]
fn the_specifications_of_the_readme_are_sound() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README is there");
    let blocks: Vec<&str> =
        readme.split("```evml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(!blocks.is_empty(), "the README shows a specification");
    for block in blocks {
        let checked = evc_reading(block.as_bytes(), &["check", "-"]);
        assert_eq!((checked.status, checked.err.as_str()), (Some(0), ""), "{block}");
        assert_eq!(evc_reading(block.as_bytes(), &["fmt", "-"]).out, block);
    }
}

#[test]
fn what_is_not_evcs_is_not_overwritten() {
    let folder = folder("foreign");
    fs::write(folder.join("Cargo.toml"), "[package]\n").expect("the folder can be written");
    let path = folder.to_str().expect("UTF-8");
    let built = run(&["build", SPEC, "--no-compile", "--out", path]);
    assert_eq!((built.status, built.out.as_str()), (Some(2), ""));
    assert_eq!(fs::read_dir(&folder).expect("it is there").count(), 1);

    let copy = folder.join("copy.evml");
    fs::copy(root().join(SPEC), &copy).expect("the folder can be written");
    let copy = copy.to_str().expect("UTF-8");
    let run = run(&["sim", copy, "--config", crate::CONFIG, "--trace", copy]);
    assert_eq!(run.status, Some(2), "{}", run.err);
    let kept = fs::read_to_string(copy).expect("it is there");
    assert_eq!(kept, fs::read_to_string(root().join(SPEC)).expect("it is there"));
}

#[test]
fn a_client_waits_only_for_outputs_and_sends_only_to_nodes() {
    let send = |to: &str, wait: &str| {
        let config = crate::CONFIG;
        run(&["send", SPEC, "--config", config, "--to", to, "choose", "()", "--wait", wait])
    };
    let waiting = send("n1", "config");
    assert_eq!(waiting.status, Some(1));
    assert!(waiting.err.contains("`leader`"), "{}", waiting.err);
    assert_eq!(send("client", "leader").status, Some(1));
}

#[test]
fn the_library_is_documented() {
    let one = run(&["doc", "imax", "bag-map"]);
    assert_eq!((one.status, one.err.as_str()), (Some(0), ""));
    expect![[r#"
        int.evml

        imax : Int -> Int -> Int
            The greater of two integers: of 2 and 5 it is 5.

        bag.evml

        bag-map : ('a -> 'b) -> 'a Bag -> 'b Bag
            The function applied to each element: `bag-map (\x. x + 1) {1; 1}` is `{2; 2}`.
    "#]]
    .assert_eq(&one.out);
    let markdown = run(&["doc", "imax", "--markdown"]).out;
    expect![[r#"
        # The standard library

        ## `int.evml`

        ### `imax`

        ```evml
        imax : Int -> Int -> Int
        ```

        The greater of two integers: of 2 and 5 it is 5.
    "#]]
    .assert_eq(&markdown);
    let all = run(&["doc"]).out;
    let lists = |line: &str| all.lines().any(|listed| listed.starts_with(line));
    for line in ["list.evml", "length : ", "type 'a comparison = ", "Threshold-Combinator : "] {
        assert!(lists(line), "no {line}: {all}");
    }
    let unknown = run(&["doc", "bag-mpa"]);
    assert_eq!((unknown.status, unknown.out.as_str()), (Some(1), ""));
    assert!(unknown.err.contains("did you mean `bag-map`?"), "{}", unknown.err);
}
