//! The modules in `golden/`, compiled without a warning and stepped beside the interpreter.
#![deny(warnings, missing_docs)]

mod source;
mod twins;

// They are as the generator prints them.
#[path = "golden"]
mod golden {
    #[rustfmt::skip]
    pub mod boot;
    #[rustfmt::skip]
    pub mod conditions;
    #[rustfmt::skip]
    pub mod counter;
    #[rustfmt::skip]
    pub mod idle;
    #[rustfmt::skip]
    pub mod lints;
    #[rustfmt::skip]
    pub mod literals;
    #[rustfmt::skip]
    pub mod loops;
    #[rustfmt::skip]
    pub mod names;
    #[rustfmt::skip]
    pub mod updates;
    #[rustfmt::skip]
    pub mod values;
}

use evc_runtime::Fixed;

macro_rules! compiled {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            use golden::$name::{Messages, Params, at};

            let text = include_str!(concat!("golden/", stringify!($name), ".evml"));
            let (sources, system) = source::system(concat!(stringify!($name), ".evml"), text);
            let names: Vec<&str> = system.params.iter().map(|param| param.name.as_str()).collect();
            assert_eq!(names, Params::NAMES);
            for seed in 0..20 {
                let values = twins::params(&system, seed);
                let params = Params::from_values(&values).expect("they are of their types");
                let params = Fixed::new(params);
                let install = |loc| at(&params, loc);
                twins::compare(&system, &sources, (values, seed), &Messages::default(), &install);
            }
        }
    )*};
}

compiled! { boot conditions counter idle lints literals loops names updates values }
