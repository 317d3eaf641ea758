//! The HIR as text: what each name was found to be, and its type.

use std::fmt::Write;

use crate::hir::Hir;

/// Inferred types, one declaration a line, in evml syntax: parameters, messages, definitions.
pub fn types(hir: &Hir) -> String {
    let mut out = String::new();
    for param in &hir.params {
        let _ = writeln!(out, "parameter {} : {}", param.name, hir.types.show(param.ty));
    }
    for message in &hir.messages {
        let direction = match message.direction {
            crate::hir::Direction::Input => "input",
            crate::hir::Direction::Internal => "internal",
            crate::hir::Direction::Output => "output",
        };
        let (name, header) =
            (&message.name, message.header.literal().unwrap_or_default().join(" "));
        let _ = writeln!(out, "{direction} {name}, ``{header}`` : {}", hir.types.show(message.ty));
    }
    for def in hir.defs.iter().skip(hir.library) {
        let _ = writeln!(out, "{} : {}", def.name, hir.types.show(def.scheme.ty));
    }
    if let Some(main) = &hir.main {
        let _ = writeln!(out, "main : {}", hir.types.show(main.ty));
    }
    out
}
