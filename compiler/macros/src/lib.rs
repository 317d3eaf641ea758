//! event_class!: evml inside Rust.
