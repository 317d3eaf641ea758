//! The language reference sentence by sentence: what it accepts has the tree it says, and what it
//! rejects is rejected. Each test names its section.

mod choices;
mod declarations;
mod expressions;
mod lexical;
mod terms;
