//! What the repository promises about itself: layers, sizes, documentation, prose that is true.

#[path = "tidy/layers.rs"]
mod layers;
#[path = "tidy/prose.rs"]
mod prose;
#[path = "tidy/repository.rs"]
mod repository;
#[path = "tidy/rust.rs"]
mod rust;
#[path = "tidy/sources.rs"]
mod sources;
