//! Benchmarks of evc.
