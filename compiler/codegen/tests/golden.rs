//! The generated module of each specification in `golden/`, as text.
//!
//! `UPDATE_EXPECT=1` writes what the generator makes now; the target `compiled` compiles it.

mod source;

use expect_test::expect_file;

macro_rules! goldens {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            let text = include_str!(concat!("golden/", stringify!($name), ".evml"));
            let (sources, system) = source::system(concat!(stringify!($name), ".evml"), text);
            expect_file![concat!("golden/", stringify!($name), ".rs")]
                .assert_eq(&evc_codegen::module(&system, &sources));
        }
    )*};
}

goldens! { boot conditions counter idle lints literals loops names updates values }
