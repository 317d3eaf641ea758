//! A ring leader election node, compiled from its specification by build.rs.

fn main() {}
