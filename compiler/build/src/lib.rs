//! evml from build.rs.
