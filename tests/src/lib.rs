//! Fixture, law and cross-engine suites of evc.
