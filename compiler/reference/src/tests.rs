//! Specifications as text, events by hand, expected instructions from the language reference.

mod classes;
mod expressions;
mod faults;
mod forms;
mod kit;
mod processes;
mod traces;
mod values;
