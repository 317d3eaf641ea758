//! The evml standard library, as text.
