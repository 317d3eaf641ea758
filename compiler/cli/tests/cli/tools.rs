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
