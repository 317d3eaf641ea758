//! The HIR as text: what each name was found to be, and its type.

use evc_base::{FileId, Span};

use crate::hir::{
    Constant, ConstantId, Def, DefKind, Direction, ExprKind, Hir, Message, Param, ParamId,
    Property, PropertyKind, TypeDef, TypeDefKind,
};
use crate::ty::{Con, Scheme, View};

/// The declarations of one file with their inferred types, in evml syntax, one a line in the
/// order of the text: parameters, types, constants, messages, definitions, the main classes of
/// what it includes, properties and its own main class.
pub fn types(hir: &Hir, file: FileId) -> String {
    let mut lines = Lines { file, found: Vec::new() };
    for (at, def) in hir.type_defs.iter().enumerate() {
        lines.add(def.span, at, type_def(hir, def));
    }
    for (at, param) in hir.params.iter().enumerate() {
        lines.add(param.span, at, self::param(hir, ParamId(at as u32), param));
    }
    for (at, constant) in hir.constants.iter().enumerate() {
        lines.add(constant.span, at, self::constant(hir, ConstantId(at as u32), constant));
    }
    for (at, message) in hir.messages.iter().enumerate() {
        lines.add(message.span, at, Some(self::message(hir, message)));
    }
    for (at, def) in hir.defs.iter().enumerate() {
        lines.add(def.span, at, definition(hir, def));
    }
    for (at, property) in hir.properties.iter().enumerate() {
        lines.add(property.span, at, Some(self::property(property)));
    }
    let mut out = lines.sorted();
    if let Some(main) = &hir.main {
        out.push_str(&format!("main : {}\n", hir.types.show(main.ty)));
    }
    out
}

/// Lines with the places of what they are about.
struct Lines {
    file: FileId,
    found: Vec<(Span, usize, String)>,
}

impl Lines {
    /// Adds a line about a place, if there is one to add and the place is in the file.
    fn add(&mut self, span: Span, at: usize, line: Option<String>) {
        if let Some(line) = line.filter(|_| span.file == self.file) {
            self.found.push((span, at, line));
        }
    }

    /// The lines in the order of their places.
    fn sorted(mut self) -> String {
        self.found.sort();
        self.found.into_iter().map(|(_, _, line)| line + "\n").collect()
    }
}

fn show(hir: &Hir, scheme: &Scheme) -> String {
    hir.types.show(scheme.ty)
}

fn type_def(hir: &Hir, def: &TypeDef) -> Option<String> {
    let name = &def.name;
    let applied = match def.arity {
        0 => name.to_string(),
        1 => format!("'a {name}"),
        arity => {
            let variables: Vec<_> = (0..arity).map(variable).collect();
            format!("({}) {name}", variables.join(", "))
        }
    };
    Some(match &def.kind {
        TypeDefKind::Parameter { decider: None } => format!("parameter {applied} : Type"),
        TypeDefKind::Parameter { decider: Some(decider) } => {
            let decider = &hir[*decider];
            let ty = hir.types.show(decider.ty);
            format!("parameter {applied}, {} : Type * {ty}", decider.name)
        }
        TypeDefKind::Constant { decider: None, .. } => format!("constant {applied} : Type"),
        TypeDefKind::Constant { decider: Some(decider), .. } => {
            let decider = &hir[*decider];
            let ty = show(hir, &decider.scheme);
            format!("constant {applied}, {} : Type * {ty}", decider.name)
        }
        TypeDefKind::Data(constructors) => {
            let of =
                |c: &crate::hir::Constructor| format!("{} of {}", c.name, hir.types.show(c.ty));
            let constructors: Vec<_> = constructors.iter().map(of).collect();
            format!("data {name} = {}", constructors.join(" | "))
        }
        TypeDefKind::Abstract(ty) => format!("abstype {name} = {}", hir.types.show(*ty)),
        TypeDefKind::Set { implementation } => match hir.types.view(implementation.ty) {
            View::Con(Con::SetSig, [element]) => {
                format!("[set] {} : {}", prefix(name), hir.types.show(*element))
            }
            _ => return None,
        },
        TypeDefKind::Map { implementation } => match hir.types.view(implementation.ty) {
            View::Con(Con::MapSig, [key, value]) => {
                let (key, value) = (hir.types.show(*key), hir.types.show(*value));
                format!("[map] {} : {key}, {value}", prefix(name))
            }
            _ => return None,
        },
        TypeDefKind::Unread => return None,
    })
}

/// The name of the parameter that provides a type such as `S'set`.
fn prefix(name: &str) -> &str {
    name.rsplit_once('\'').map_or(name, |(prefix, _)| prefix)
}

/// The type variable of a place in a list: `'a` to `'z`, then `'a1` and so on.
fn variable(at: usize) -> String {
    let letter = char::from(b'a' + (at % 26) as u8);
    if at < 26 { format!("'{letter}") } else { format!("'{letter}{}", at / 26) }
}

/// A parameter that stands on a line of its own.
fn param(hir: &Hir, id: ParamId, param: &Param) -> Option<String> {
    let with_its_type = hir.type_defs.iter().any(|def| match &def.kind {
        TypeDefKind::Parameter { decider } => *decider == Some(id),
        TypeDefKind::Set { implementation } | TypeDefKind::Map { implementation } => {
            matches!(implementation.kind, ExprKind::Param(own) if own == id)
        }
        _ => false,
    });
    let line = || format!("parameter {} : {}", param.name, hir.types.show(param.ty));
    (!with_its_type).then(line)
}

/// A constant that is declared by the text, not by the library, and stands on a line of its own.
fn constant(hir: &Hir, id: ConstantId, constant: &Constant) -> Option<String> {
    let with_its_type = hir.type_defs.iter().any(
        |def| matches!(def.kind, TypeDefKind::Constant { decider, .. } if decider == Some(id)),
    );
    let line = || format!("constant {} : {}", constant.name, show(hir, &constant.scheme));
    (!constant.library && !with_its_type).then(line)
}

fn message(hir: &Hir, message: &Message) -> String {
    let direction = match message.direction {
        Direction::Input => "input",
        Direction::Internal => "internal",
        Direction::Output => "output",
    };
    let (name, ty) = (&message.name, hir.types.show(message.ty));
    match message.header.literal() {
        Some(tokens) => format!("{direction} {name}, ``{}`` : {ty}", tokens.join(" ")),
        // Only the text knows how a header is written that is computed.
        None => format!("{direction} {name}, (…) : {ty}"),
    }
}

/// A definition that the text names.
fn definition(hir: &Hir, def: &Def) -> Option<String> {
    match def.kind {
        DefKind::Whole | DefKind::Argument => None,
        _ => Some(format!("{} : {}", def.name, show(hir, &def.scheme))),
    }
}

fn property(property: &Property) -> String {
    let kind = match property.kind {
        PropertyKind::Invariant => "invariant",
        PropertyKind::Ordering => "ordering",
        PropertyKind::Consistency => "consistency",
        PropertyKind::Progress => "progress",
        PropertyKind::Memory => "memory",
    };
    format!("{kind} {} in {}", property.name, property.text.class)
}
